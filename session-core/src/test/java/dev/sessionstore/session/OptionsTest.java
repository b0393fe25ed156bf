package dev.sessionstore.session;

import static dev.sessionstore.session.Bench.known;
import static dev.sessionstore.session.Bench.withSession;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each option, given and not given. */
class OptionsTest {

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    private Optional<String> begin(UnaryOperator<SessionManagerBuilder> options, SessionRequest request) {
        return Bench.request(options.apply(bench.options()).build(), request, withSession(s -> s.put("a", 1)));
    }

    @Test
    void theDefaultsAreSound() {
        SessionManager manager = SessionManager.builder(bench.store)
                .secret("s")
                .clock(bench.clock)
                .build();
        assertThat(manager.cookieName()).isEqualTo("connect.sid");
        assertThat(Bench.request(manager, Requests.plain(), SessionExchange::session))
                .as("saveUninitialized")
                .isEmpty();
        String cookie = Bench.request(manager, Requests.plain(), withSession(s -> s.put("a", 1)))
                .orElseThrow();
        assertThat(cookie).matches("connect\\.sid=s%3A[A-Za-z0-9_-]{32}\\.[^;]*; Path=/; HttpOnly; SameSite=Lax");
        String secure = Bench.request(manager, Requests.plain().overTls(), withSession(s -> s.put("a", 1)))
                .orElseThrow();
        assertThat(secure).endsWith("; Path=/; HttpOnly; Secure; SameSite=Lax");
        assertThat(secure.substring(0, 50)).isNotEqualTo(cookie.substring(0, 50));
    }

    @ParameterizedTest
    @CsvSource({
        // proxy, framework says secure, X-Forwarded-Proto, TLS -> secure
        "unset, false, https, false, false",
        "unset, true, , false, true",
        "unset, true, http, false, true",
        "true, false, https, false, true",
        "true, false, HTTPS, false, true",
        "true, false, 'https,http', false, true",
        "true, false, ' https , http', false, true",
        "true, false, 'http,https', false, false",
        "true, true, , false, false",
        "true, true, http, false, false",
        "true, false, , false, false",
        "false, true, https, false, false",
        "false, false, , true, true",
        "true, false, http, true, true",
        "unset, false, , true, true"
    })
    void whatCountsAsSecure(String proxy, boolean says, String forwarded, boolean tls, boolean secure) {
        Requests request = new Requests(
                "/",
                java.util.List.of(),
                forwarded == null ? java.util.List.of() : java.util.List.of(forwarded),
                tls,
                says);
        UnaryOperator<SessionManagerBuilder> options =
                o -> proxy.equals("unset") ? o : o.proxy(Boolean.parseBoolean(proxy));
        assertThat(begin(o -> options.apply(o).cookie(c -> c.secure(Secure.AUTO)), request))
                .hasValueSatisfying(
                        cookie -> assertThat(cookie.contains("; Secure")).isEqualTo(secure));
        assertThat(begin(o -> options.apply(o).cookie(c -> c.secure(true)), request)
                        .isPresent())
                .isEqualTo(secure);
    }

    @ParameterizedTest
    @CsvSource({
        "/, /, true",
        "/, /any, true",
        "/app, /app, true",
        "/app, /app/, true",
        "/app, /app/x, true",
        "/app, /, false",
        "/app, /ap, false",
        "/app, /App, false",
        "/app, /other/app, false",
        // express-session takes any prefix, browsers do not send the cookie there
        "/app, /apple, false",
        "/app/, /app/x, true",
        "/app/, /app, false",
        "/a b, /a b, true",
        "/a b, /a%20b, false"
    })
    void theSessionIsWhereTheCookieIs(String cookiePath, String path, boolean there) {
        SessionManager manager = bench.options().cookie(c -> c.path(cookiePath)).build();
        assertThat(manager.open(Requests.plain().at(path)).session().isPresent())
                .isEqualTo(there);
    }

    @Test
    void withoutAPathEveryRequestHasTheSession() {
        for (String path : new String[] {null, ""}) {
            SessionManager manager = bench.options().cookie(c -> c.path(path)).build();
            assertThat(manager.open(Requests.plain().at("/any")).session()).isPresent();
        }
    }

    @Test
    void aSecureCookieIsNotSentInTheClearAndNoSessionIsLeftBehind() {
        try (LogLines log = new LogLines()) {
            assertThat(begin(o -> o.cookie(c -> c.secure(true)), Requests.plain()))
                    .isEmpty();
            assertThat(bench.store.calls()).isEmpty();
            assertThat(log.lines()).hasSize(1);
        }
        bench.stored(
                "A", "{\"cookie\":{\"originalMaxAge\":5000,\"expires\":\"2026-11-21T00:00:00.000Z\",\"secure\":true}}");
        assertThat(bench.request(known("A"), withSession(s -> s.put("a", 1)))).isEmpty();
        assertThat(bench.stored("A")).as("what is known is saved all the same").contains("\"a\":1");
    }

    @Test
    void autoIsDecidedWhenTheSessionBeginsAndStored() {
        UnaryOperator<SessionManagerBuilder> auto = o ->
                o.cookie(c -> c.secure(Secure.AUTO).sameSite(SameSite.AUTO)).rolling(true);
        assertThat(begin(auto, Requests.plain()).orElseThrow()).endsWith("; Path=/; HttpOnly; SameSite=Lax");
        assertThat(begin(auto, Requests.plain().overTls()).orElseThrow())
                .endsWith("; Path=/; HttpOnly; Secure; SameSite=None");
        assertThat(Bench.request(
                        auto.apply(bench.options()).build(), known("new2").overTls(), SessionExchange::session))
                .hasValueSatisfying(c -> assertThat(c).endsWith("; Secure; SameSite=None"));
        assertThat(Bench.request(
                        auto.apply(bench.options()).build(), known("new1").overTls(), SessionExchange::session))
                .hasValueSatisfying(c -> assertThat(c).endsWith("; HttpOnly; SameSite=Lax"));
        assertThat(begin(
                        o -> o.cookie(c -> c.secure(false).sameSite(SameSite.AUTO)),
                        Requests.plain().overTls()))
                .hasValueSatisfying(c -> assertThat(c).endsWith("; Path=/; HttpOnly; SameSite=None"));
        assertThat(begin(o -> o.cookie(c -> c.secure(true).sameSite(SameSite.AUTO)), Requests.plain()))
                .isEmpty();
    }

    @Test
    void aCookieCanBeDecidedForEachRequest() {
        UnaryOperator<SessionManagerBuilder> byPath = o -> o.cookiePerRequest(request -> CookieOptions.builder()
                .secure(Secure.AUTO)
                .sameSite(SameSite.AUTO)
                .path(request.path())
                .maxAge(request.path().equals("/short") ? Duration.ofSeconds(1) : null)
                .build());
        assertThat(begin(byPath, Requests.plain().at("/short")).orElseThrow())
                .endsWith("; Path=/short; Expires=Sat, 21 Nov 2026 07:45:15 GMT; HttpOnly; SameSite=Lax");
        assertThat(begin(byPath, Requests.plain().at("/long").overTls()).orElseThrow())
                .endsWith("; Path=/long; HttpOnly; Secure; SameSite=None");
        assertThat(bench.stored("new2")).contains("\"secure\":true").contains("\"sameSite\":\"none\"");
    }

    @Test
    void theStoredCookieWinsOverTheOptions() {
        bench.stored(
                "A",
                "{\"cookie\":{\"originalMaxAge\":null,\"expires\":null,\"path\":\"/stored\",\"domain\":\"a.example\"}}");
        assertThat(Bench.request(bench.options().rolling(true).build(), known("A"), SessionExchange::session))
                .hasValueSatisfying(c -> assertThat(c).endsWith("; Domain=a.example; Path=/stored; HttpOnly"));
    }

    @Test
    void anAttributeFromTheStoreThatCannotBeSentCostsTheCookieNotTheSession() {
        bench.stored("A", "{\"cookie\":{\"originalMaxAge\":null,\"expires\":null,\"sameSite\":\"auto\"}}");
        try (LogLines log = new LogLines()) {
            assertThat(Bench.request(
                            bench.options().rolling(true).build(), known("A"), withSession(s -> s.put("a", 1))))
                    .isEmpty();
            assertThat(log.lines()).hasSize(1);
        }
        assertThat(bench.stored("A")).contains("\"a\":1");
    }

    @Test
    void aCookieOfAnOldSecretIsAcceptedAndSignedAnewOnlyWhenOneIsDue() {
        bench.stored("A", "{\"cookie\":{\"originalMaxAge\":60000,\"expires\":\"2026-11-21T07:46:00.000Z\"},\"a\":1}");
        SessionManager rotated = SessionManager.builder(bench.store)
                .secret("new secret")
                .secret(Bench.SECRET)
                .clock(bench.clock)
                .build();
        assertThat(Bench.request(
                        rotated, known("A"), withSession(s -> assertThat(s.id()).isEqualTo("A"))))
                .isEmpty();
        String renewed = Bench.request(rotated, known("A"), withSession(s -> s.put("a", 2)))
                .orElseThrow();
        assertThat(renewed).startsWith("connect.sid=s%3AA.").isNotEqualTo(Bench.cookie("A"));
        SessionManager later = SessionManager.builder(bench.store)
                .secret("new secret".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .clock(bench.clock)
                .build();
        String cookie = renewed.substring(0, renewed.indexOf(';'));
        Bench.request(
                later,
                Requests.withCookie(cookie),
                withSession(s -> assertThat(s.id()).isEqualTo("A")));
    }

    @Test
    void theNameIsTheCookiesName() {
        SessionManager manager = bench.options().name("web.engineer").build();
        String cookie = Bench.request(manager, Requests.plain(), withSession(s -> s.put("a", 1)))
                .orElseThrow();
        assertThat(cookie).startsWith("web.engineer=s%3Anew1.");
        assertThat(manager.open(Requests.withCookie(Bench.cookie("new1")))
                        .session()
                        .orElseThrow()
                        .isNew())
                .isTrue();
        assertThat(manager.open(Requests.withCookie(cookie))
                        .session()
                        .orElseThrow()
                        .id())
                .isEqualTo("new1");
    }

    @Test
    void genidSeesTheRequestAndItsOddIdsAreEscaped() {
        assertThat(begin(o -> o.genid(request -> "a/ä;" + request.path()), Requests.plain())
                        .orElseThrow())
                .startsWith("connect.sid=s%3Aa%2F%C3%A4%3B%2F.");
        assertThat(bench.stored("a/ä;/")).contains("\"a\":1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\ud800", "\u0000"})
    void anIdThatNoStoreKeepsIsRefused(String id) {
        assertThatIllegalStateException()
                .isThrownBy(() -> begin(o -> o.genid(request -> id), Requests.plain()))
                .withMessageContaining("genid");
    }

    @Test
    void severalManagersOnOneStoreDoNotMeddle() {
        SessionManager one = bench.options().name("one").genid(r -> "one").build();
        SessionManager two = bench.options().name("two").genid(r -> "two").build();
        Bench.request(one, Requests.plain(), withSession(s -> s.put("a", 1)));
        Bench.request(two, Requests.plain(), withSession(s -> s.put("a", 2)));
        Bench.request(one, Requests.withCookie("one=" + Bench.cookie("one").substring(12)), withSession(s -> {
            assertThat(s.get("a", Integer.class)).hasValue(1);
            s.regenerate();
            assertThat(s.id()).isEqualTo("one");
        }));
    }

    static Stream<UnaryOperator<SessionManagerBuilder>> wrongOptions() {
        return Stream.of(
                o -> o.name(""),
                o -> o.name("a b"),
                o -> o.name("a=b"),
                o -> o.name("ä"),
                o -> o.touchEvery(Duration.ofMillis(-1)),
                o -> o.idleTimeout(Duration.ZERO),
                o -> o.absoluteLifetime(Duration.ofNanos(1)),
                o -> o.maxSize(0),
                o -> o.mergeAttempts(0),
                o -> o.rememberedRenewals(0),
                o -> o.cookie(c -> c.path("x")));
    }

    @ParameterizedTest
    @MethodSource("wrongOptions")
    void aWrongOptionIsRefusedAtOnce(UnaryOperator<SessionManagerBuilder> option) {
        assertThatIllegalArgumentException().isThrownBy(() -> option.apply(bench.options()));
    }

    static Stream<UnaryOperator<SessionManagerBuilder>> hugeTimes() {
        Duration longest = Duration.ofSeconds(Long.MAX_VALUE);
        return Stream.of(
                o -> o.touchEvery(longest),
                o -> o.idleTimeout(longest),
                o -> o.absoluteLifetime(longest),
                o -> o.touchEvery(longest).idleTimeout(longest).absoluteLifetime(Duration.ofMillis(Long.MAX_VALUE)));
    }

    @ParameterizedTest
    @MethodSource("hugeTimes")
    void aTimeLongerThanAnyLifeIsTakenAsForEver(UnaryOperator<SessionManagerBuilder> option) {
        SessionManager manager = option.apply(bench.options()).build();
        Bench.request(manager, Requests.plain(), withSession(s -> s.put("a", 1)));
        bench.clock.advance(Duration.ofHours(1));
        Bench.request(
                manager,
                known("new1"),
                withSession(s -> assertThat(s.get("a", Integer.class)).hasValue(1)));
    }

    @Test
    void whatCannotBeMissingIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SessionManager.builder(bench.store).build())
                .withMessageContaining("secret");
        assertThatNullPointerException()
                .isThrownBy(() -> SessionManager.builder(null))
                .withMessageContaining("store");
        assertThatNullPointerException()
                .isThrownBy(() -> bench.options().genid(null))
                .withMessageContaining("genid");
        assertThatNullPointerException()
                .isThrownBy(() -> bench.manager.open(null))
                .withMessageContaining("request");
    }

    @Test
    void aGenidThatFailsFailsTheRequest() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> begin(
                        o -> o.genid(request -> {
                            throw new IllegalStateException("no ids today");
                        }),
                        Requests.plain()))
                .withMessage("no ids today");
    }

    @Test
    void aSecretThatIsNotSetOrEmptyIsRefusedByName() {
        SessionManagerBuilder options = SessionManager.builder(bench.store);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options.secret(System.getenv("NO_SUCH_VARIABLE_OF_THIS_TEST")))
                .withMessageContaining("secret")
                .withMessageContaining("environment variable");
        assertThatIllegalArgumentException().isThrownBy(() -> options.secret((byte[]) null));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options.secret(""))
                .withMessageContaining("secret is empty");
        assertThatIllegalArgumentException().isThrownBy(() -> options.secret(new byte[0]));
    }

    @Test
    void aShortSecretIsTakenAsByNodeAndWarnedOfOnce() {
        try (LogLines log = new LogLines()) {
            SessionManager manager =
                    bench.options().secret("cat").secret("keyboard cat").build();
            Bench.request(manager, Requests.plain(), withSession(s -> s.put("a", 1)));
            assertThat(log.lines())
                    .singleElement()
                    .satisfies(line ->
                            assertThat(line).contains("secret").contains("16").doesNotContain("cat"));
            bench.options().build();
            assertThat(log.lines()).hasSize(1);
        }
    }
}
