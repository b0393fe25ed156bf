package dev.sessionstore.session;

import static dev.sessionstore.session.Bench.known;
import static dev.sessionstore.session.Bench.withSession;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The stored JSON: written as express-session writes it, and read as it reads it. */
class StoredSessionTest {

    private static final String PLAIN =
            "{\"cookie\":{\"originalMaxAge\":null,\"expires\":null,\"httpOnly\":true,\"path\":\"/\"}}";

    static Stream<Arguments> optionsOfTheCookie() {
        Instant fixed = Instant.parse("2030-01-02T03:04:05.678Z");
        return Stream.of(
                written("\"originalMaxAge\":null,\"expires\":null,\"httpOnly\":true,\"path\":\"/\"", c -> {}),
                written(
                        "\"originalMaxAge\":3600000,\"expires\":\"2026-11-21T08:45:14.250Z\",\"httpOnly\":true,\"path\":\"/\"",
                        c -> c.maxAge(Duration.ofHours(1))),
                written(
                        "\"originalMaxAge\":60000,\"expires\":\"2026-11-21T07:46:14.250Z\",\"secure\":true,\"httpOnly\":true,"
                                + "\"domain\":\"example.com\",\"path\":\"/\",\"sameSite\":\"lax\"",
                        c -> c.maxAge(Duration.ofMinutes(1))
                                .sameSite(SameSite.LAX)
                                .domain("example.com")
                                .secure(true)),
                written(
                        "\"originalMaxAge\":null,\"expires\":null,\"secure\":false,\"httpOnly\":true,\"path\":\"/\"",
                        c -> c.secure(false)),
                written(
                        "\"originalMaxAge\":null,\"expires\":null,\"secure\":true,\"httpOnly\":true,\"path\":\"/\","
                                + "\"sameSite\":\"none\"",
                        c -> c.secure(Secure.AUTO).sameSite(SameSite.AUTO)),
                written(
                        "\"originalMaxAge\":null,\"partitioned\":true,\"priority\":\"high\",\"expires\":null,"
                                + "\"httpOnly\":true,\"path\":\"/\",\"sameSite\":\"strict\"",
                        c -> c.sameSite(SameSite.STRICT)
                                .priority(CookiePriority.HIGH)
                                .partitioned(true)),
                written(
                        "\"originalMaxAge\":98306331428,\"expires\":\"2030-01-02T03:04:05.678Z\",\"httpOnly\":true,"
                                + "\"path\":\"/\"",
                        c -> c.expires(fixed)),
                written(
                        "\"originalMaxAge\":null,\"partitioned\":false,\"expires\":null,\"httpOnly\":false,\"path\":null",
                        c -> c.partitioned(false).httpOnly(false).path(null)),
                written("\"originalMaxAge\":null,\"expires\":null,\"httpOnly\":true,\"path\":\"\"", c -> c.path("")));
    }

    private static Arguments written(String cookie, Consumer<CookieOptions.Builder> options) {
        return Arguments.of(cookie, options);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("optionsOfTheCookie")
    void aNewSessionIsWrittenAsNodeWritesIt(String cookie, Consumer<CookieOptions.Builder> options) {
        try (Bench bench = new Bench(o -> o.cookie(c -> {
            c.secure(Secure.OMIT).sameSite(SameSite.OMIT);
            options.accept(c);
        }))) {
            bench.request(Requests.plain().overTls(), withSession(s -> s.put("views", 1)));
            assertThat(bench.stored("new1")).isEqualTo("{\"cookie\":{" + cookie + "},\"views\":1}");
        }
    }

    static Stream<Arguments> storedCookies() {
        String now = "2026-11-21T07:45:14.250Z";
        String inFive = "2026-11-21T07:45:19.250Z";
        String defaults = "\"httpOnly\":true,\"path\":\"/\"";
        return Stream.of(
                // stored, after a change, lifetime in the store in seconds
                Arguments.of("{}", defaults, 86400),
                Arguments.of("[]", defaults, 86400),
                Arguments.of("{\"expires\":\"2027-01-01T00:00:00.000Z\"}", defaults, 86400),
                Arguments.of(
                        "{\"originalMaxAge\":null,\"expires\":\"2027-01-01T00:00:00.000Z\"}",
                        "\"originalMaxAge\":null,\"expires\":null," + defaults,
                        86400),
                Arguments.of(
                        "{\"originalMaxAge\":5000,\"expires\":null}",
                        "\"originalMaxAge\":5000,\"expires\":\"" + inFive + "\"," + defaults,
                        5),
                Arguments.of(
                        "{\"originalMaxAge\":5000,\"expires\":\"2020-01-01T00:00:00.000Z\"}",
                        "\"originalMaxAge\":5000,\"expires\":\"" + inFive + "\"," + defaults,
                        5),
                Arguments.of(
                        "{\"originalMaxAge\":5000,\"expires\":\"garbage\"}",
                        "\"originalMaxAge\":5000,\"expires\":\"" + inFive + "\"," + defaults,
                        5),
                Arguments.of(
                        "{\"originalMaxAge\":5000,\"expires\":1795247114250}",
                        "\"originalMaxAge\":5000,\"expires\":\"" + inFive + "\"," + defaults,
                        5),
                Arguments.of(
                        "{\"originalMaxAge\":5000}",
                        "\"originalMaxAge\":5000,\"expires\":\"" + inFive + "\"," + defaults,
                        5),
                Arguments.of(
                        "{\"originalMaxAge\":5000.5,\"expires\":\"2026-11-21T09:00:00+01:00\"}",
                        "\"originalMaxAge\":5000.5,\"expires\":\"" + inFive + "\"," + defaults,
                        5),
                Arguments.of(
                        "{\"originalMaxAge\":null,\"expires\":true}",
                        "\"originalMaxAge\":null,\"expires\":null," + defaults,
                        86400),
                Arguments.of(
                        "{\"originalMaxAge\":false,\"expires\":false}",
                        "\"originalMaxAge\":false,\"expires\":false," + defaults,
                        86400),
                Arguments.of(
                        "{\"foo\":1,\"originalMaxAge\":null,\"data\":{\"x\":1},\"serialize\":2}",
                        "\"originalMaxAge\":null,\"expires\":null," + defaults,
                        86400),
                Arguments.of(
                        "{\"originalMaxAge\":5000,\"maxAge\":99}",
                        "\"originalMaxAge\":5000,\"expires\":\"" + inFive + "\"," + defaults,
                        5),
                Arguments.of(
                        "{\"secure\":null,\"sameSite\":null,\"domain\":null,\"priority\":null,\"partitioned\":null,"
                                + "\"originalMaxAge\":null,\"expires\":null,\"path\":null,\"httpOnly\":null}",
                        "\"originalMaxAge\":null,\"partitioned\":null,\"priority\":null,\"expires\":null,\"secure\":null,"
                                + "\"httpOnly\":null,\"domain\":null,\"path\":null,\"sameSite\":null",
                        86400),
                Arguments.of(
                        "{\"originalMaxAge\":null,\"expires\":null,\"sameSite\":true,\"priority\":\"LOW\"}",
                        "\"originalMaxAge\":null,\"priority\":\"LOW\",\"expires\":null," + defaults
                                + ",\"sameSite\":true",
                        86400),
                Arguments.of(
                        "{\"originalMaxAge\":1e300,\"expires\":\"" + now + "\"}",
                        "\"originalMaxAge\":1e300,\"expires\":\"+275760-09-13T00:00:00.000Z\"," + defaults,
                        8638204752885L));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | false",
                "{\"originalMaxAge\":5000,\"expires\":null} | true",
                "{\"originalMaxAge\":0,\"expires\":null} | true",
                "{\"originalMaxAge\":\"\"} | true",
                "{\"originalMaxAge\":false} | true",
                "{\"originalMaxAge\":null,\"expires\":\"2030-01-01T00:00:00.000Z\"} | false",
                "false | false",
                "0 | false",
                "\"\" | false"
            })
    void aChangeSendsTheCookieIfItExpiresAfterItsRenewalAsInNode(String cookie, boolean sent) {
        try (Bench bench = new Bench()) {
            bench.stored("A", "{\"cookie\":" + cookie + ",\"a\":1}");
            assertThat(bench.request(known("A"), withSession(s -> s.put("a", 2)))
                            .isPresent())
                    .isEqualTo(sent);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("storedCookies")
    void aStoredCookieIsReadAndRewrittenAsByNode(String cookie, String rewritten, long seconds) {
        try (Bench bench = new Bench()) {
            bench.stored("A", "{\"cookie\":" + cookie + ",\"a\":1}");
            bench.request(known("A"), withSession(s -> s.put("a", 2)));
            assertThat(bench.stored("A")).isEqualTo("{\"cookie\":{" + rewritten + "},\"a\":2}");
            Instant end = bench.memory.listing().orElseThrow().expiresAt("A").orElseThrow();
            assertThat(Duration.between(bench.clock.instant(), end).toSeconds()).isEqualTo(seconds);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "false", "0", "-0.0", "\"\""})
    void whatCountsAsNothingInJavaScriptIsNoSession(String json) {
        try (Bench bench = new Bench()) {
            bench.stored("A", json);
            bench.request(known("A"), withSession(s -> {
                assertThat(s.id()).isEqualTo("new1");
                assertThat(s.isNew()).isTrue();
            }));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5",
                "true",
                "\"str\"",
                "[]",
                "{}",
                "{\"cookie\":null}",
                "{\"cookie\":\"x\"}",
                "{\"cookie\":7}",
                "{\"cookie\":true}",
                "{\"cookie\":{\"originalMaxAge\":\"5000\"}}",
                "{\"cookie\":{\"originalMaxAge\":true}}",
                "{\"cookie\":{\"originalMaxAge\":{}}}",
                "{\"cookie\":{\"maxAge\":\"5000\"}}",
                "not JSON",
                "{\"cookie\":{}",
                "{\"cookie\":{}}{}",
                "{\"cookie\":{},}",
                "{'cookie':{}}",
                "{\"cookie\":{},\"a\":01}",
                "{\"cookie\":{},\"a\":NaN}",
                "{\"cookie\":{},\"a\":\"\n\"}"
            })
    void whereNodeFailsForEverTheDataIsUnreadable(String json) {
        try (Bench bench = new Bench()) {
            bench.stored("A", json);
            assertThatExceptionOfType(UnreadableSessionException.class)
                    .isThrownBy(() -> bench.request(known("A"), SessionExchange::session));
            assertThat(bench.stored("A")).isEqualTo(json);
        }
    }

    @Test
    void whatNobodyChangesStaysToTheCharacter() {
        try (Bench bench = new Bench()) {
            String odd =
                    "\"n\":9007199254740993,\"f\":1.0,\"e\":1e21,\"s\":\"\\u0041\\ud800\\/\",\"o\":{ \"b\":1, \"a\":[ ] }";
            bench.stored("A", " { \"x\" : 1 , \"cookie\" : {} , " + odd + ", \"2\":2, \"1\":1 } ");
            bench.request(known("A"), withSession(s -> s.put("x", 2)));
            assertThat(bench.stored("A"))
                    .isEqualTo("{\"x\":2,\"cookie\":{\"httpOnly\":true,\"path\":\"/\"}," + odd + ",\"2\":2,\"1\":1}");
        }
    }

    @Test
    void ofTwoMembersOfOneNameTheLastCounts() {
        try (Bench bench = new Bench()) {
            bench.stored("A", "{\"a\":1,\"cookie\":{\"path\":\"/x\",\"path\":\"/y\"},\"a\":2}");
            bench.request(known("A"), withSession(s -> {
                assertThat(s.get("a", Integer.class)).hasValue(2);
                assertThat(s.cookie().path()).hasValue("/y");
                s.put("b", 1);
            }));
            assertThat(bench.stored("A")).isEqualTo("{\"a\":2,\"cookie\":{\"httpOnly\":true,\"path\":\"/y\"},\"b\":1}");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id",
                "req",
                "touch",
                "resetMaxAge",
                "save",
                "reload",
                "destroy",
                "regenerate",
                "constructor",
                "toString",
                "hasOwnProperty",
                "valueOf",
                "__proto__",
                "cookie",
                "_created"
            })
    void aReservedNameIsRefusedAndDroppedWhenTheSessionIsNextWritten(String name) {
        try (Bench bench = new Bench()) {
            String json = PLAIN.substring(0, PLAIN.length() - 1);
            bench.stored("A", json + (name.equals("cookie") ? "" : ",\"" + name + "\":7") + "}");
            bench.request(known("A"), withSession(s -> {
                assertThat(s.names()).isEmpty();
                assertThat(s.contains(name)).isFalse();
                assertThat(s.get(name, Integer.class)).isEmpty();
                assertThat(s.getJson(name)).isEmpty();
                assertThat(s.remove(name)).isFalse();
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> s.put(name, 1))
                        .withMessageContaining(name);
                assertThatIllegalArgumentException().isThrownBy(() -> s.putJson(name, "1"));
                assertThatIllegalArgumentException().isThrownBy(() -> s.update(name, Integer.class, v -> 1));
            }));
            assertThat(bench.store.calls()).as("reading it is no change").containsExactly("get A", "touch A");
            bench.request(known("A"), withSession(s -> s.put("a", 1)));
            assertThat(bench.stored("A"))
                    .isEqualTo(json + (name.equals("_created") ? ",\"_created\":7" : "") + ",\"a\":1}");
        }
    }

    @Test
    void namesInheritedByNoSessionAreAttributesLikeAnyOther() {
        try (Bench bench = new Bench()) {
            bench.request(
                    Requests.plain(),
                    withSession(s -> s.put("toJSON", 1).put("", 2).put("a.b\n", 3)));
            assertThat(bench.stored("new1")).endsWith("},\"toJSON\":1,\"\":2,\"a.b\\n\":3}");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"1.0 | 1", "-0 | 0", "1e2 | 100", "\"\\u0041\" | \"A\"", "[ 1, {} ] | [1,{}]", "1e21 | 1e+21"})
    void aValueThatMeansTheSameIsNoChange(String stored, String put) {
        try (Bench bench = new Bench(o -> o.touchEvery(Duration.ZERO))) {
            bench.stored("A", "{\"cookie\":{},\"a\":" + stored + "}");
            bench.request(known("A"), withSession(s -> s.putJson("a", put)));
            assertThat(bench.store.calls()).containsExactly("get A", "touch A");
        }
    }

    @Test
    void removingAndPuttingAgainIsAChangeOfOrder() {
        try (Bench bench = new Bench()) {
            bench.stored("A", "{\"cookie\":{},\"a\":1,\"b\":2}");
            bench.request(known("A"), withSession(s -> {
                assertThat(s.remove("a")).isTrue();
                s.put("a", 1);
            }));
            assertThat(bench.stored("A")).endsWith(",\"b\":2,\"a\":1}");
        }
    }

    @Test
    void jsonNullIsAnAttribute() {
        try (Bench bench = new Bench()) {
            bench.stored("A", "{\"cookie\":{},\"a\":null}");
            bench.request(known("A"), withSession(s -> {
                assertThat(s.contains("a")).isTrue();
                assertThat(s.get("a", String.class)).isEmpty();
                assertThat(s.getJson("a")).hasValue("null");
                s.put("b", null);
            }));
            assertThat(bench.stored("A")).endsWith(",\"a\":null,\"b\":null}");
        }
    }
}
