package dev.sessionstore.session;

import static dev.sessionstore.session.Bench.withSession;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is at work is not logged out, and who is idle is: the browser's cookie and the store's expiry together. */
class StayingInTest {

    private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Bench bench = new Bench();
    private final BrowserModel browser = new BrowserModel(bench.clock);

    @AfterEach
    void close() {
        bench.close();
    }

    private SessionManagerBuilder halfAnHour() {
        return bench.options().cookie(c -> c.maxAge(HALF_AN_HOUR).secure(Secure.OMIT));
    }

    private void login(SessionManager manager) {
        browser.request(manager, withSession(s -> s.put("user", "zoe")));
    }

    private Optional<String> user(SessionManager manager) {
        String[] user = new String[1];
        browser.request(
                manager, withSession(s -> user[0] = s.get("user", String.class).orElse(null)));
        return Optional.ofNullable(user[0]);
    }

    private Duration left() {
        Instant expiry = bench.memory.listing().orElseThrow().expiresAt("new1").orElse(bench.clock.instant());
        return Duration.between(bench.clock.instant(), expiry);
    }

    @Test
    void byDefaultTheCookieEndsAfterItsMaxAgeHoweverBusyItsUserIsAsInExpress() {
        SessionManager manager = halfAnHour().build();
        login(manager);
        for (int i = 0; i < 29; i++) {
            bench.clock.advance(MINUTE);
            assertThat(user(manager)).hasValue("zoe");
        }
        bench.clock.advance(MINUTE);
        assertThat(user(manager)).isEmpty();
    }

    @Test
    void rollingOnRenewalKeepsInWhoIsActive() {
        SessionManager manager = halfAnHour().rolling(Rolling.ON_RENEWAL).build();
        login(manager);
        for (int i = 0; i < 240; i++) {
            bench.clock.advance(Duration.ofSeconds(i % 2 == 0 ? 59 : 31));
            assertThat(user(manager)).as("request %d", i).hasValue("zoe");
        }
        bench.clock.advance(HALF_AN_HOUR.minus(MINUTE));
        assertThat(user(manager)).as("idle for as long as is promised").hasValue("zoe");
        bench.clock.advance(HALF_AN_HOUR);
        assertThat(user(manager)).isEmpty();
    }

    @Test
    void rollingOnRenewalSendsTheCookieWhenTheStoresExpiryMovesAndNeverElse() {
        SessionManager manager = halfAnHour().rolling(Rolling.ON_RENEWAL).build();
        login(manager);
        bench.store.calls();
        for (int i = 1; i <= 12; i++) {
            bench.clock.advance(Duration.ofSeconds(20));
            Optional<String> cookie = Bench.request(manager, browser.next(), SessionExchange::session);
            boolean moved = bench.store.calls().contains("touch new1");
            assertThat(moved).as("20 s × %d", i).isEqualTo(i % 3 == 0);
            assertThat(cookie.isPresent()).isEqualTo(moved);
            cookie.ifPresent(browser::keep);
            assertThat(left()).isGreaterThan(HALF_AN_HOUR.minus(MINUTE));
        }
    }

    @Test
    void rollingOnRenewalKeepsInWhoOnlyMakesRequestsThatDoNotLook() {
        SessionManager manager = halfAnHour().rolling(Rolling.ON_RENEWAL).build();
        login(manager);
        for (int i = 0; i < 120; i++) {
            bench.clock.advance(MINUTE);
            browser.request(manager, exchange -> {});
        }
        assertThat(user(manager)).hasValue("zoe");
    }

    @Test
    void rollingOnRenewalKeepsInWhoseChangesComeAfterTheResponseHasBegun() {
        SessionManager manager = halfAnHour().rolling(Rolling.ON_RENEWAL).build();
        login(manager);
        for (int i = 0; i < 180; i++) {
            bench.clock.advance(Duration.ofSeconds(30));
            SessionExchange exchange = manager.open(browser.next());
            Session session = exchange.session().orElseThrow();
            assertThat(session.get("user", String.class)).as("request %d", i).hasValue("zoe");
            exchange.commit().ifPresent(browser::keep);
            session.put("streamed", i);
            exchange.finish();
        }
    }

    @Test
    void rollingOnRenewalSendsTheCookieWithASaveByHand() {
        SessionManager manager = halfAnHour().rolling(Rolling.ON_RENEWAL).build();
        login(manager);
        for (int i = 0; i < 180; i++) {
            bench.clock.advance(Duration.ofSeconds(30));
            assertThat(user(manager)).as("request %d", i).hasValue("zoe");
            browser.request(manager, withSession(Session::save));
        }
    }

    @Test
    void rollingOnRenewalWaitsForAResponseThatCanCarryTheCookie() {
        SessionManager manager = bench.options()
                .cookie(c -> c.maxAge(HALF_AN_HOUR).secure(true))
                .rolling(Rolling.ON_RENEWAL)
                .build();
        Bench.request(manager, Requests.plain().overTls(), withSession(s -> s.put("user", "zoe")))
                .ifPresent(browser::keep);
        for (int i = 0; i < 120; i++) {
            bench.clock.advance(Duration.ofSeconds(30));
            Bench.request(manager, browser.next(), SessionExchange::session).ifPresent(browser::keep);
            bench.clock.advance(Duration.ofSeconds(1));
            Bench.request(manager, browser.next().overTls(), SessionExchange::session)
                    .ifPresent(browser::keep);
        }
        assertThat(browser.hasCookie()).isTrue();
        assertThat(user(manager)).hasValue("zoe");
    }

    @Test
    void rollingOnRenewalHasNothingToRenewInACookieOfTheBrowserSession() {
        SessionManager manager = bench.options().rolling(Rolling.ON_RENEWAL).build();
        login(manager);
        bench.clock.advance(Duration.ofHours(1));
        assertThat(Bench.request(manager, browser.next(), SessionExchange::session))
                .isEmpty();
        assertThat(left()).isEqualTo(Duration.ofDays(1));
        browser.close();
        assertThat(user(manager)).isEmpty();
    }

    @Test
    void anIdleTimeoutEndsASessionBeforeItsCookie() {
        SessionManager manager = bench.options()
                .cookie(c -> c.maxAge(Duration.ofDays(30)).secure(Secure.OMIT))
                .idleTimeout(HALF_AN_HOUR)
                .build();
        login(manager);
        assertThat(left()).isEqualTo(HALF_AN_HOUR);
        for (int i = 0; i < 100; i++) {
            bench.clock.advance(MINUTE);
            assertThat(user(manager)).hasValue("zoe");
        }
        bench.clock.advance(HALF_AN_HOUR);
        assertThat(browser.hasCookie()).isTrue();
        assertThat(user(manager)).isEmpty();
    }

    @Test
    void aMaxAgeShorterThanTheIdleTimeoutEndsTheSessionInTheStoreToo() {
        SessionManager manager = halfAnHour().idleTimeout(Duration.ofDays(1)).build();
        login(manager);
        assertThat(left()).isEqualTo(HALF_AN_HOUR);
    }

    @Test
    void aSessionsOwnIdleTimeoutIsStoredWithItAndLeavesTheCookieAlone() {
        SessionManager manager = bench.options().build();
        login(manager);
        browser.request(manager, withSession(s -> {
            assertThat(s.idleTimeout()).hasValue(Duration.ofDays(1));
            s.idleTimeout(Duration.ofMinutes(5));
            assertThat(s.idleTimeout()).hasValue(Duration.ofMinutes(5));
            assertThat(s.names()).containsExactly("user");
            assertThat(s.contains("_idle")).isFalse();
        }));
        assertThat(bench.stored("new1"))
                .isEqualTo("{\"cookie\":{\"originalMaxAge\":null,\"expires\":null,\"httpOnly\":true,\"path\":\"/\"},"
                        + "\"user\":\"zoe\",\"_idle\":300000}");
        assertThat(left()).isEqualTo(Duration.ofMinutes(5));
        SessionManager otherNode =
                bench.options().idleTimeout(Duration.ofHours(9)).build();
        for (int i = 0; i < 10; i++) {
            bench.clock.advance(Duration.ofMinutes(4));
            assertThat(user(otherNode)).hasValue("zoe");
            assertThat(left()).isEqualTo(Duration.ofMinutes(5));
        }
        bench.clock.advance(Duration.ofMinutes(5));
        assertThat(browser.hasCookie()).isTrue();
        assertThat(user(otherNode)).isEmpty();
    }

    @Test
    void aSessionsOwnIdleTimeoutWinsOverMaxAgeAndOptions() {
        SessionManager manager =
                halfAnHour().idleTimeout(Duration.ofMinutes(10)).build();
        login(manager);
        browser.request(manager, withSession(s -> s.idleTimeout(Duration.ofHours(2))));
        assertThat(left()).isEqualTo(Duration.ofHours(2));
        assertThat(bench.stored("new1")).contains("\"originalMaxAge\":1800000");
        browser.request(manager, withSession(s -> s.idleTimeout(null)));
        assertThat(bench.stored("new1")).doesNotContain("_idle");
        assertThat(left()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void anIdleTimeoutOfZeroOrLessNeverEndsTheSession() {
        SessionManager manager = bench.options().build();
        for (Duration never : new Duration[] {Duration.ZERO, Duration.ofSeconds(-1)}) {
            login(manager);
            browser.request(manager, withSession(s -> {
                s.idleTimeout(never);
                assertThat(s.idleTimeout()).isEmpty();
            }));
            bench.clock.advance(Duration.ofDays(20_000));
            assertThat(user(manager)).hasValue("zoe");
        }
        assertThat(bench.stored("new1")).endsWith("\"_idle\":0}");
    }

    @Test
    void theAbsoluteLifetimeEndsASessionThatIsNeverIdleTooLong() {
        SessionManager manager =
                bench.options().absoluteLifetime(Duration.ofHours(8)).build();
        login(manager);
        browser.request(manager, withSession(s -> s.idleTimeout(Duration.ZERO)));
        assertThat(left()).isEqualTo(Duration.ofHours(8));
    }

    @Test
    void anIdleTimeoutOfAnotherRequestIsMergedAsAttributesAre() {
        SessionManager manager = bench.options().build();
        login(manager);
        browser.request(manager, withSession(s -> {
            s.put("cart", 1);
            browser.request(manager, withSession(other -> other.idleTimeout(Duration.ofMinutes(5))));
        }));
        assertThat(bench.stored("new1")).contains("\"_idle\":300000").contains("\"cart\":1");
        assertThat(left()).isEqualTo(Duration.ofMinutes(5));
        browser.request(manager, withSession(s -> {
            s.idleTimeout(Duration.ofMinutes(7));
            browser.request(manager, withSession(other -> other.idleTimeout(Duration.ofMinutes(6))));
        }));
        assertThat(left()).isEqualTo(Duration.ofMinutes(7));
    }

    @Test
    void anIdleTimeoutThatIsNoNumberCountsAsNone() {
        bench.stored("A", "{\"cookie\":{\"originalMaxAge\":60000},\"_idle\":\"5\"}");
        bench.request(Bench.known("A"), withSession(s -> {
            assertThat(s.idleTimeout()).hasValue(MINUTE);
            s.put("a", 1);
        }));
        assertThat(bench.stored("A")).as("it is not ours").contains("\"_idle\":\"5\"");
    }

    @Test
    void aTouchEveryAsLongAsTheLifetimeEndsNobodyWhoIsActive() {
        SessionManager manager = bench.options()
                .idleTimeout(HALF_AN_HOUR)
                .touchEvery(Duration.ofHours(1))
                .build();
        login(manager);
        for (int i = 0; i < 40; i++) {
            bench.clock.advance(Duration.ofMinutes(14));
            assertThat(user(manager)).as("request %d", i).hasValue("zoe");
            bench.clock.advance(Duration.ofMinutes(14));
            browser.request(manager, exchange -> {});
        }
    }

    @Test
    void aSessionShorterThanTouchEveryIsRenewedInTime() {
        SessionManager manager =
                bench.options().touchEvery(Duration.ofMinutes(10)).build();
        login(manager);
        browser.request(manager, withSession(s -> s.idleTimeout(Duration.ofMinutes(5))));
        for (int i = 0; i < 40; i++) {
            bench.clock.advance(Duration.ofMinutes(2));
            assertThat(user(manager)).as("request %d", i).hasValue("zoe");
        }
    }

    @Test
    void anIdleTimeoutBeyondAllNumbersNeverEndsTheSession() {
        bench.stored("A", "{\"cookie\":{\"originalMaxAge\":null},\"_idle\":1e999}");
        bench.request(
                Bench.known("A"), withSession(s -> assertThat(s.idleTimeout()).isEmpty()));
        assertThat(bench.stored("A")).isNotEqualTo("none");
    }
}
