package dev.sessionstore.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The text of the Set-Cookie header, against headers that express-session wrote. */
class SetCookieTest {

    private static final long NOW = Instant.parse("2026-11-21T07:45:14.250Z").toEpochMilli();

    static Stream<JsonNode> vectors() {
        return Vectors.of("setCookie");
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void writesStoredCookiesAsNodeDoes(JsonNode vector) {
        String text = vector.get("text").asString();
        String value = text.substring(text.indexOf('=') + 1, text.indexOf(';'));
        CookieFields cookie = CookieFields.parse(vector.get("options").toString(), NOW);
        assertThat(SetCookie.write("connect.sid", value, cookie)).isEqualTo(text);
    }

    static Stream<Arguments> options() {
        return Stream.of(
                options("Path=/; HttpOnly", c -> {}),
                options(
                        "Path=/; Expires=Sat, 21 Nov 2026 07:46:14 GMT; HttpOnly",
                        c -> c.maxAge(Duration.ofMinutes(1))),
                options("Path=/", c -> c.httpOnly(false)),
                options("HttpOnly", c -> c.path(null)),
                options("HttpOnly", c -> c.path("")),
                options("Path=/; HttpOnly; Secure", c -> c.secure(true)),
                options("Path=/; HttpOnly", c -> c.secure(false)),
                options("Path=/; HttpOnly; SameSite=Lax", c -> c.sameSite(SameSite.LAX)),
                options("Path=/; HttpOnly; SameSite=Strict", c -> c.sameSite(SameSite.STRICT)),
                options("Path=/; HttpOnly; Priority=Low", c -> c.priority(CookiePriority.LOW)),
                options("Path=/; HttpOnly; Partitioned", c -> c.partitioned(true)),
                options("Path=/; HttpOnly", c -> c.partitioned(false)),
                options("Domain=.example.com; Path=/; HttpOnly", c -> c.domain(".example.com")),
                options("Path=/; HttpOnly", c -> c.domain(null).priority(null)),
                options("Path=/; Expires=Sat, 21 Nov 2026 07:45:14 GMT; HttpOnly", c -> c.maxAge(Duration.ZERO)),
                options(
                        "Path=/; Expires=Sat, 21 Nov 2026 07:45:13 GMT; HttpOnly",
                        c -> c.maxAge(Duration.ofSeconds(-1))),
                options("Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly", c -> c.expires(Instant.EPOCH)),
                options(
                        "Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly",
                        c -> c.maxAge(Duration.ofDays(1)).expires(Instant.EPOCH)),
                options(
                        "Path=/; Expires=Sun, 22 Nov 2026 07:45:14 GMT; HttpOnly",
                        c -> c.expires(Instant.EPOCH).maxAge(Duration.ofDays(1))),
                options("Path=/; HttpOnly", c -> c.maxAge(Duration.ofDays(1)).expires(null)),
                options(
                        "Domain=example.com; Path=/; Expires=Sat, 21 Nov 2026 07:46:14 GMT; HttpOnly; Secure; Partitioned;"
                                + " Priority=High; SameSite=None",
                        c -> c.domain("example.com")
                                .maxAge(Duration.ofMinutes(1))
                                .secure(true)
                                .partitioned(true)
                                .priority(CookiePriority.HIGH)
                                .sameSite(SameSite.NONE)));
    }

    private static Arguments options(String attributes, Consumer<CookieOptions.Builder> options) {
        return Arguments.of(attributes, options);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("options")
    void writesEachOptionAsNodeDoes(String attributes, Consumer<CookieOptions.Builder> options) {
        CookieOptions.Builder builder =
                CookieOptions.builder().secure(Secure.OMIT).sameSite(SameSite.OMIT);
        options.accept(builder);
        CookieFields cookie = CookieFields.begin(builder.build(), NOW, false);
        assertThat(SetCookie.write("connect.sid", "v", cookie)).isEqualTo("connect.sid=v; " + attributes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"domain\":\"a;b\"}",
                "{\"path\":\"/a;b\"}",
                "{\"path\":\"/ä\"}",
                "{\"sameSite\":\"auto\"}",
                "{\"sameSite\":5}",
                "{\"priority\":\"urgent\"}",
                "{\"priority\":true}"
            })
    void anAttributeThatCannotStandInAHeaderIsRefused(String cookie) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SetCookie.write("connect.sid", "v", CookieFields.parse(cookie, NOW)));
    }

    @Test
    void membersThatAreNullOrFalseGiveNoAttribute() {
        String cookie = "{\"originalMaxAge\":false,\"expires\":false,\"secure\":null,\"httpOnly\":null,\"domain\":null,"
                + "\"path\":null,\"sameSite\":false,\"priority\":null,\"partitioned\":null}";
        assertThat(SetCookie.write("connect.sid", "v", CookieFields.parse(cookie, NOW)))
                .isEqualTo("connect.sid=v");
    }

    @ParameterizedTest
    @ValueSource(strings = {"foo", "/a;b", "/ä", "/a\nb"})
    void aPathThatCouldNeverWorkIsRefused(String path) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CookieOptions.builder().path(path))
                .withMessageContaining("path");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "-a", "a..b", "..a", "ä.example"})
    void aDomainThatIsNoneIsRefused(String domain) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CookieOptions.builder().domain(domain))
                .withMessageContaining("domain");
    }

    @Test
    void aDomainIsWhatNodesPatternTakes() {
        String label = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
        Pattern pattern = Pattern.compile("\\.?" + label + "(?:\\." + label + ")*", Pattern.CASE_INSENSITIVE);
        Random random = new Random(15);
        List<String> pieces =
                List.of("a", "Z", "0", "-", ".", "x".repeat(61), "y".repeat(62), "z".repeat(63), "ä", "\u212a");
        for (int i = 0; i < 20_000; i++) {
            String domain = random.ints(random.nextInt(7), 0, pieces.size())
                    .mapToObj(pieces::get)
                    .collect(Collectors.joining());
            assertThat(CookieSyntax.isDomain(domain))
                    .as(domain)
                    .isEqualTo(pattern.matcher(domain).matches());
        }
    }

    @Test
    void aDomainOfManyLabelsIsADomain() {
        String domain = "a.".repeat(100_000) + "example";
        assertThat(SetCookie.write("c", "v", CookieFields.parse("{\"domain\":\"" + domain + "\"}", NOW)))
                .contains("; Domain=" + domain + ";");
        CookieOptions.builder().domain(domain);
    }

    @Test
    void anExpiryBeyondAllDatesIsTheLastDate() {
        for (Instant beyond : List.of(Instant.MAX, Instant.parse("+292278994-08-18T00:00:00Z"))) {
            CookieFields fields =
                    CookieFields.begin(CookieOptions.builder().expires(beyond).build(), NOW, false);
            assertThat(fields.expires()).hasValue(JsDate.MAX_MILLIS);
            SessionCookie cookie = new SessionCookie(fields, () -> Instant.ofEpochMilli(NOW));
            assertThat(cookie.expires(beyond).expires()).hasValue(Instant.ofEpochMilli(JsDate.MAX_MILLIS));
            assertThat(cookie.expires(Instant.MIN).expires()).hasValue(Instant.ofEpochMilli(-JsDate.MAX_MILLIS));
        }
    }

    @Test
    void aMaxAgeBeyondAllDatesIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CookieOptions.builder().maxAge(Duration.ofSeconds(Long.MAX_VALUE)))
                .withMessageContaining("maxAge");
    }
}
