package dev.sessionstore.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionstore.StoreArguments;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Any Cookie header: no error, and a sid only with a signature that we or Node made. */
class CookieFuzzTest {

    private static final String SECRET = "keyboard cat";

    private final Signer signer = new Signer(List.of("newest".getBytes(UTF_8), SECRET.getBytes(UTF_8)));

    @Provide
    Arbitrary<String> headers() {
        Arbitrary<String> piece = Arbitraries.of(
                "connect.sid",
                "=",
                ";",
                "; ",
                " ",
                "\t",
                "\"",
                "%",
                "%2",
                "%3A",
                "%zz",
                "%C3%A4",
                "%F0%9F%98%80",
                "%ED%A0%80",
                "s:",
                "S:",
                ".",
                ",",
                "+",
                "/",
                "\ud800",
                "ä",
                "a",
                "\u0000",
                "sid0",
                "s:sid0.hjffqvafnodC8S8w/eszTjZm+k+2C/Jcl+ptM70Du/0",
                "s%3Asid0.hjffqvafnodC8S8w%2FeszTjZm%2Bk%2B2C%2FJcl%2BptM70Du%2F0");
        return piece.list().ofMaxSize(12).map(pieces -> String.join("", pieces));
    }

    @Provide
    Arbitrary<String> sids() {
        return Arbitraries.strings()
                .ofMinLength(1)
                .ofMaxLength(128)
                .withCharRange('\u0001', '\ud7ff')
                .withCharRange('\ue000', '\uffff');
    }

    @Property(tries = 1000)
    void whatIsAcceptedIsSignedByOneOfTheSecrets(@ForAll("headers") String header) throws Exception {
        String value = CookieHeader.find(List.of(header), "connect.sid");
        String sid = value == null ? null : unsign(signer, value);
        if (sid != null) {
            assertThat(value).isIn(signed(sid, "newest"), signed(sid, SECRET));
            assertThat(StoreArguments.isSid(sid)).isTrue();
        }
    }

    @Property(tries = 300)
    void whatIsSignedIsAcceptedAmongOtherCookies(@ForAll("sids") String sid, @ForAll("headers") String others) {
        String header = "connect.sid=" + signer.sign(sid) + ";" + others;
        assertThat(header.substring(0, header.indexOf(';'))).matches("connect\\.sid=[A-Za-z0-9%\\-_.!~*'()]+");
        assertThat(unsign(signer, CookieHeader.find(List.of(header), "connect.sid")))
                .isEqualTo(sid);
    }

    @Provide
    Arbitrary<String> nearMisses() {
        String cookie = "s%3Asid0.hjffqvafnodC8S8w%2FeszTjZm%2Bk%2B2C%2FJcl%2BptM70Du%2F0";
        Arbitrary<Integer> place = Arbitraries.integers().between(0, cookie.length() - 1);
        Arbitrary<String> instead = Arbitraries.strings().ascii().ofMaxLength(2);
        return Combinators.combine(place, instead)
                .as((at, other) -> cookie.substring(0, at) + other + cookie.substring(at + 1));
    }

    @Property(tries = 1000)
    void oneCharacterChangedIsRejectedUnlessItMeansTheSame(@ForAll("nearMisses") String cookie) throws Exception {
        String value = CookieHeader.find(List.of("connect.sid=" + cookie), "connect.sid");
        boolean same = signed("sid0", SECRET).equals(value);
        assertThat(value == null ? null : unsign(signer, value)).isEqualTo(same ? "sid0" : null);
    }

    private static String signed(String sid, String secret) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
        return "s:" + sid + "."
                + Base64.getEncoder()
                        .encodeToString(mac.doFinal(sid.getBytes(UTF_8)))
                        .replace("=", "");
    }

    private static String unsign(Signer signer, String value) {
        Signer.Signed signed = signer.verify(value);
        return signed == null ? null : signed.sid();
    }
}
