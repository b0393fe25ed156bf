package dev.sessionstore.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionstore.StoreArguments;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** Any Cookie header: no error, and a sid only with a signature that we or Node made. */
class CookieFuzzTest {

    private static final String SECRET = "keyboard cat";

    private final Signer signer = new Signer(List.of("newest".getBytes(UTF_8), SECRET.getBytes(UTF_8)));

    private static String header(Randomly random) {
        return String.join(
                "",
                random.list(
                        12,
                        () -> random.oneOf(
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
                                "s%3Asid0.hjffqvafnodC8S8w%2FeszTjZm%2Bk%2B2C%2FJcl%2BptM70Du%2F0")));
    }

    /** {@return up to 128 characters, no NUL and no surrogates} */
    private static String sid(Randomly random) {
        return random.oneOf("", "~", "\u0001", "\ud7ff", "\ue000", "\uffff")
                + "a"
                + random.text(60).replaceAll("[\\x00\ud800-\udfff]", "");
    }

    @Test
    void whatIsAcceptedIsSignedByOneOfTheSecrets() {
        Randomly.check(1000, CookieFuzzTest::header, header -> {
            String value = CookieHeader.find(List.of(header), "connect.sid");
            String sid = value == null ? null : unsign(signer, value);
            if (sid != null) {
                assertThat(value).isIn(signed(sid, "newest"), signed(sid, SECRET));
                assertThat(StoreArguments.isSid(sid)).isTrue();
            }
        });
    }

    record Signed(String sid, String others) {}

    @Test
    void whatIsSignedIsAcceptedAmongOtherCookies() {
        Randomly.check(300, random -> new Signed(sid(random), header(random)), made -> {
            String header = "connect.sid=" + signer.sign(made.sid) + ";" + made.others;
            assertThat(header.substring(0, header.indexOf(';'))).matches("connect\\.sid=[A-Za-z0-9%\\-_.!~*'()]+");
            assertThat(unsign(signer, CookieHeader.find(List.of(header), "connect.sid")))
                    .isEqualTo(made.sid);
        });
    }

    private static String nearMiss(Randomly random) {
        String cookie = "s%3Asid0.hjffqvafnodC8S8w%2FeszTjZm%2Bk%2B2C%2FJcl%2BptM70Du%2F0";
        int at = random.upTo(cookie.length() - 1);
        String instead = String.join("", random.list(2, () -> Character.toString(random.upTo(0x7f))));
        return cookie.substring(0, at) + instead + cookie.substring(at + 1);
    }

    @Test
    void oneCharacterChangedIsRejectedUnlessItMeansTheSame() {
        Randomly.check(1000, CookieFuzzTest::nearMiss, cookie -> {
            String value = CookieHeader.find(List.of("connect.sid=" + cookie), "connect.sid");
            boolean same = signed("sid0", SECRET).equals(value);
            assertThat(value == null ? null : unsign(signer, value)).isEqualTo(same ? "sid0" : null);
        });
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
