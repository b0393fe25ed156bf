package dev.sessionstore.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The signed session id, against values that cookie-signature made. */
class SignerTest {

    private static final String SIGNED = "s:sid0.hjffqvafnodC8S8w/eszTjZm+k+2C/Jcl+ptM70Du/0";

    private final Signer signer = signer("keyboard cat");

    private static Signer signer(String... secrets) {
        return new Signer(Stream.of(secrets).map(s -> s.getBytes(UTF_8)).toList());
    }

    static Stream<JsonNode> vectors() {
        return Vectors.of("sign");
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void signsAndVerifiesAsNodeDoes(JsonNode vector) {
        String sid = vector.get("sid").asString();
        Signer its = new Signer(
                List.of(HexFormat.of().parseHex(vector.get("secretHex").asString())));
        assertThat("connect.sid=" + its.sign(sid))
                .isEqualTo(vector.get("cookie").asString());
        assertThat(unsign(its, vector.get("value").asString())).isEqualTo(sid);
        String header = vector.get("cookie").asString();
        assertThat(unsign(its, CookieHeader.find(List.of(header), "connect.sid")))
                .isEqualTo(sid);
    }

    @Test
    void theFirstSecretSignsAndAllVerify() {
        Signer rotated = signer("new", "keyboard cat");
        assertThat(unsign(rotated, SIGNED)).isEqualTo("sid0");
        assertThat(rotated.sign("sid0")).isEqualTo(signer("new").sign("sid0")).isNotEqualTo(signer.sign("sid0"));
        assertThat(unsign(signer("other"), SIGNED)).isNull();
    }

    @Test
    void anEmptySecretIsAKeyLikeAnyOther() {
        // HMAC-SHA256 of "sid0" with an empty key, from Node's crypto
        assertThat(signer("").sign("sid0")).isEqualTo("s%3Asid0.%2FUAciDcCx9WoFPIZGY9HvkmUcmKKBvdW8LnNB3yiriw");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s:sid0.hjffqvafnodC8S8w/eszTjZm+k+2C/Jcl+ptM70Du/0=",
                "s:sid0.hjffqvafnodC8S8w_eszTjZm-k-2C_Jcl-ptM70Du_0",
                "s:sid0.hjffqvafnodC8S8w/eszTjZm+k+2C/Jcl+ptM70Du/1",
                "s:sid0.hjffqvafnodC8S8w/eszTjZm k 2C/Jcl ptM70Du/0",
                "s:sid0.hjffqvafnodC8S8w/eszTjZm+k+2C/Jcl+ptM70Du/0 ",
                "s:sid0.hjffqvafnodC8S8w/eszTjZm+k+2C/Jcl+ptM70Du/0x",
                "S:sid0.hjffqvafnodC8S8w/eszTjZm+k+2C/Jcl+ptM70Du/0",
                "sid0.hjffqvafnodC8S8w/eszTjZm+k+2C/Jcl+ptM70Du/0",
                "s:sid1.hjffqvafnodC8S8w/eszTjZm+k+2C/Jcl+ptM70Du/0",
                "s:sid0hjffqvafnodC8S8w/eszTjZm+k+2C/Jcl+ptM70Du/0",
                "s:sid0",
                "s:sid0.",
                "s:.",
                "s:",
                "",
                "sid0"
            })
    void whatIsNotSignedExactlySoIsRejected(String value) {
        assertThat(unsign(signer, value)).isNull();
    }

    @Test
    void aWellSignedEmptySidIsNone() {
        String signed = CookieHeader.find(List.of("c=" + signer.sign("")), "c");
        assertThat(signed).startsWith("s:.");
        assertThat(unsign(signer, signed)).isNull();
    }

    @Test
    void aSidThatNoStoreKeepsIsNone() {
        String longest = "x".repeat(128);
        assertThat(unsign(signer, CookieHeader.find(List.of("c=" + signer.sign(longest)), "c")))
                .isEqualTo(longest);
        assertThat(unsign(signer, CookieHeader.find(List.of("c=" + signer.sign(longest + "x")), "c")))
                .isNull();
    }

    private static String unsign(Signer signer, String value) {
        Signer.Signed signed = signer.verify(value);
        return signed == null ? null : signed.sid();
    }
}
