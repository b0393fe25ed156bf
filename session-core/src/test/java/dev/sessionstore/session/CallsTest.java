package dev.sessionstore.session;

import static dev.sessionstore.session.Bench.known;
import static dev.sessionstore.session.Bench.withSession;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which calls reach the store: as few as the promises allow. */
class CallsTest {

    private static final String HALF_AN_HOUR = "{\"cookie\":{\"originalMaxAge\":1800000,\"expires\":null},\"a\":1}";

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void aMissingABadOrAnUnsignedCookieCostsNothing() {
        for (Requests request : new Requests[] {
            Requests.plain(),
            Requests.withCookie(Bench.cookie("A") + "x"),
            Requests.withCookie("connect.sid=A"),
            Requests.withCookie("other=1")
        }) {
            bench.request(request, exchange -> {});
            bench.request(request, withSession(s -> assertThat(s.names()).isEmpty()));
        }
        assertThat(bench.store.calls()).isEmpty();
    }

    @Test
    void aRequestOutsideTheCookiesPathCostsNothing() {
        SessionManager manager = bench.options().cookie(c -> c.path("/app")).build();
        Bench.request(
                manager, known("A"), exchange -> assertThat(exchange.session()).isEmpty());
        assertThat(bench.store.calls()).isEmpty();
    }

    @Test
    void readingCostsOneGetWithinTouchEvery() {
        bench.stored("A", HALF_AN_HOUR);
        bench.request(known("A"), withSession(s -> s.get("a", Integer.class)));
        assertThat(bench.store.calls()).as("not renewed by this process yet").containsExactly("get A", "touch A");
        bench.clock.advance(Duration.ofSeconds(59));
        bench.request(known("A"), withSession(s -> s.get("a", Integer.class)));
        assertThat(bench.store.calls()).containsExactly("get A");
        bench.clock.advance(Duration.ofSeconds(1));
        bench.request(known("A"), withSession(s -> s.get("a", Integer.class)));
        assertThat(bench.store.calls()).containsExactly("get A", "touch A");
        assertThat(bench.stored("A")).as("a touch never rewrites the text").isEqualTo(HALF_AN_HOUR);
    }

    @Test
    void changingCostsTwoCalls() {
        bench.stored("A", HALF_AN_HOUR);
        bench.request(known("A"), withSession(s -> s.put("a", 2)));
        assertThat(bench.store.calls()).containsExactly("get A", "replace A");
        bench.request(known("A"), withSession(s -> s.get("a", Integer.class)));
        assertThat(bench.store.calls()).as("a save renews").containsExactly("get A");
    }

    @Test
    void beginningCostsOneCall() {
        bench.request(Requests.plain(), withSession(s -> s.put("a", 2)));
        assertThat(bench.store.calls()).containsExactly("create new1");
        bench.request(known("new1"), exchange -> {});
        assertThat(bench.store.calls()).as("creating is renewing").isEmpty();
    }

    @Test
    void neverLookingCostsNothingUntilARenewalIsDue() {
        bench.stored("A", HALF_AN_HOUR);
        bench.request(known("A"), exchange -> {});
        assertThat(bench.store.calls()).as("its lifetime is not known yet").containsExactly("get A", "touch A");
        bench.request(known("A"), exchange -> {});
        assertThat(bench.store.calls()).isEmpty();
        bench.clock.advance(Duration.ofMinutes(1));
        bench.request(known("A"), exchange -> {});
        assertThat(bench.store.calls())
                .as("another process may have changed its lifetime")
                .containsExactly("get A", "touch A");
        bench.request(known("B"), exchange -> {});
        assertThat(bench.store.calls()).as("there is none").containsExactly("get B");
    }

    @Test
    void neverLookingRenewsByTheSessionsOwnLifetimeNotByTheOptions() {
        String month = "{\"cookie\":{\"originalMaxAge\":2592000000,\"expires\":null}}";
        bench.stored("A", month);
        SessionManager manager =
                bench.options().cookie(c -> c.maxAge(Duration.ofMinutes(5))).build();
        for (int i = 0; i < 2; i++) {
            Bench.request(manager, known("A"), exchange -> {});
            assertThat(expiresAt("A")).isEqualTo(bench.clock.instant().plus(Duration.ofDays(30)));
            bench.clock.advance(Duration.ofMinutes(2));
        }
        assertThat(bench.store.calls()).containsExactly("get A", "touch A", "get A", "touch A");
    }

    @Test
    void neverLookingRenewsByTheLifetimeThatAnotherProcessSetMeanwhile() {
        SessionManager otherNode = bench.options().build();
        for (Duration lifetime : new Duration[] {Duration.ofDays(30), Duration.ofMinutes(5)}) {
            bench.stored("A", HALF_AN_HOUR);
            bench.request(known("A"), SessionExchange::session);
            Bench.request(otherNode, known("A"), withSession(s -> {
                s.cookie().maxAge(lifetime);
                s.markChanged();
            }));
            bench.clock.advance(Duration.ofMinutes(2));
            bench.request(known("A"), exchange -> {});
            assertThat(expiresAt("A")).isEqualTo(bench.clock.instant().plus(lifetime));
        }
    }

    @Test
    void neverLookingAtWhatIsGoneCostsOneCall() {
        bench.stored("A", HALF_AN_HOUR);
        bench.request(known("A"), exchange -> {});
        bench.memory.destroy("A");
        bench.clock.advance(Duration.ofMinutes(2));
        bench.store.calls();
        bench.request(known("A"), exchange -> {});
        bench.request(known("A"), exchange -> {});
        assertThat(bench.store.calls()).containsExactly("get A", "get A");
    }

    @Test
    void touchEveryZeroTouchesAtEveryRequest() {
        SessionManager manager = bench.options().touchEvery(Duration.ZERO).build();
        bench.stored("A", HALF_AN_HOUR);
        for (int i = 0; i < 3; i++) {
            Bench.request(manager, known("A"), SessionExchange::session);
        }
        assertThat(bench.store.calls()).containsExactly("get A", "touch A", "get A", "touch A", "get A", "touch A");
    }

    @Test
    void theDefaultOfTouchEveryIsATenthOfTheLifetime() {
        bench.stored("A", "{\"cookie\":{\"originalMaxAge\":10000,\"expires\":null}}");
        bench.request(known("A"), SessionExchange::session);
        bench.clock.advance(Duration.ofMillis(999));
        bench.request(known("A"), SessionExchange::session);
        assertThat(bench.store.calls()).containsExactly("get A", "touch A", "get A");
        bench.clock.advance(Duration.ofMillis(1));
        bench.request(known("A"), SessionExchange::session);
        assertThat(bench.store.calls()).containsExactly("get A", "touch A");
    }

    @Test
    void aTouchByHandOrAnotherLifetimeIsNeverSkipped() {
        bench.stored("A", HALF_AN_HOUR);
        bench.request(known("A"), SessionExchange::session);
        bench.store.calls();
        bench.request(known("A"), withSession(Session::touch));
        assertThat(bench.store.calls()).containsExactly("get A", "touch A");
        bench.request(known("A"), withSession(s -> s.cookie().maxAge(Duration.ofHours(2))));
        assertThat(bench.store.calls()).containsExactly("get A", "touch A");
        assertThat(expiresAt("A")).isEqualTo(bench.clock.instant().plus(Duration.ofHours(2)));
        assertThat(bench.stored("A"))
                .as("a change of the cookie alone is not saved")
                .isEqualTo(HALF_AN_HOUR);
    }

    @Test
    void aForgottenRenewalCostsOneTouchMore() {
        SessionManager manager = bench.options().rememberedRenewals(2).build();
        for (String sid : new String[] {"A", "B", "C", "D"}) {
            bench.stored(sid, HALF_AN_HOUR);
            Bench.request(manager, known(sid), SessionExchange::session);
        }
        bench.store.calls();
        Bench.request(manager, known("D"), SessionExchange::session);
        Bench.request(manager, known("A"), SessionExchange::session);
        assertThat(bench.store.calls()).containsExactly("get D", "get A", "touch A");
    }

    @Test
    void aSessionWithoutMaxAgeLivesForTheIdleTimeout() {
        bench.request(Requests.plain(), withSession(s -> s.put("a", 1)));
        assertThat(expiresAt("new1")).isEqualTo(bench.clock.instant().plus(Duration.ofDays(1)));
        SessionManager manager =
                bench.options().idleTimeout(Duration.ofHours(1)).build();
        Bench.request(manager, Requests.plain(), withSession(s -> {
            s.put("a", 1);
            assertThat(s.expiresAt()).isEqualTo(bench.clock.instant().plus(Duration.ofHours(1)));
        }));
        assertThat(expiresAt("new2")).isEqualTo(bench.clock.instant().plus(Duration.ofHours(1)));
    }

    @Test
    void theExpiresInTheTextIsNeverTakenForTheTruth() {
        bench.stored("A", "{\"cookie\":{\"originalMaxAge\":2500,\"expires\":\"2020-01-01T00:00:00.000Z\"},\"a\":1}");
        bench.request(known("A"), withSession(s -> {
            assertThat(s.get("a", Integer.class)).hasValue(1);
            assertThat(s.cookie().maxAge())
                    .hasValueSatisfying(left -> assertThat(left).isNegative());
            assertThat(s.expiresAt()).isEqualTo(bench.clock.instant().plusMillis(2500));
            s.save();
        }));
        assertThat(bench.stored("A"))
                .as("saving by hand renews first")
                .contains("\"expires\":\"2026-11-21T07:45:16.750Z\"");
        assertThat(bench.store.calls()).containsExactly("get A", "replace A");
    }

    @Test
    void allCallsOfARequestAreOnOneSessionObject() {
        bench.stored("A", HALF_AN_HOUR);
        bench.request(
                known("A"),
                exchange -> assertThat(exchange.session().orElseThrow())
                        .isSameAs(exchange.session().orElseThrow()));
        assertThat(bench.store.calls()).containsExactly("get A", "touch A");
    }

    @Test
    void committingAndFinishingAgainDoesNothing() {
        SessionExchange exchange = bench.manager.open(Requests.plain());
        exchange.session().orElseThrow().put("a", 1);
        assertThat(exchange.commit()).isPresent();
        assertThat(exchange.commit()).isEmpty();
        exchange.finish();
        exchange.finish();
        assertThat(bench.store.calls()).containsExactly("create new1");
    }

    private Instant expiresAt(String sid) {
        return bench.memory.listing().orElseThrow().expiresAt(sid).orElseThrow();
    }
}
