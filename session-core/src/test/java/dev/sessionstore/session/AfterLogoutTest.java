package dev.sessionstore.session;

import static dev.sessionstore.session.Bench.known;
import static dev.sessionstore.session.Bench.withSession;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a request and the next ones meet after the session was destroyed or let go. */
class AfterLogoutTest {

    private static final String STORED = "{\"cookie\":{\"originalMaxAge\":1800000,\"expires\":null},\"user\":\"zoe\"}";

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void theCookieThatTheBrowserKeepsCostsNothing() {
        bench.stored("A", STORED);
        bench.request(known("A"), withSession(Session::destroy));
        bench.store.calls();
        for (int i = 0; i < 3; i++) {
            bench.request(known("A"), withSession(s -> assertThat(s.isNew()).isTrue()));
            bench.request(known("A"), exchange -> {});
        }
        assertThat(bench.store.calls()).isEmpty();
    }

    @Test
    void theOldIdCostsNothingAfterARegenerateOrAnUnsetThatDestroys() {
        for (String sid : new String[] {"A", "B", "C"}) {
            bench.stored(sid, STORED);
        }
        SessionManager manager = bench.options().unset(Unset.DESTROY).build();
        Bench.request(manager, known("A"), withSession(Session::regenerate));
        Bench.request(manager, known("B"), withSession(Session::regenerateKeepingData));
        Bench.request(manager, known("C"), SessionExchange::unset);
        bench.store.calls();
        for (String sid : new String[] {"A", "B", "C"}) {
            Bench.request(manager, known(sid), SessionExchange::session);
        }
        assertThat(bench.store.calls()).isEmpty();
    }

    @Test
    void anIdThatTheStoreDoesNotKnowYetIsAskedForAgain() {
        bench.request(known("A"), SessionExchange::session);
        bench.stored("A", STORED);
        bench.request(
                known("A"),
                withSession(s -> assertThat(s.get("user", String.class))
                        .as("Node sends the cookie before it has stored the session")
                        .hasValue("zoe")));
    }

    @Test
    void anIdThatIsMadeAgainCounts() {
        SessionManager manager = bench.options().genid(request -> "A").build();
        Bench.request(manager, Requests.plain(), withSession(s -> s.put("n", 1)));
        Bench.request(manager, known("A"), withSession(Session::destroy));
        Bench.request(manager, known("A"), withSession(s -> s.put("n", 2)));
        Bench.request(
                manager,
                known("A"),
                withSession(s -> assertThat(s.get("n", Integer.class)).hasValue(2)));
    }

    @Test
    void aFailedDestroyIsNoLogout() {
        bench.stored("A", STORED);
        bench.store.failOn("destroy"::equals);
        bench.request(known("A"), withSession(s -> {
            try {
                s.destroy();
            } catch (SessionUnavailableException e) {
                assertThat(s.id()).isEqualTo("A");
            }
        }));
        bench.store.heal();
        bench.request(
                known("A"), withSession(s -> assertThat(s.contains("user")).isTrue()));
    }

    @Test
    void anotherSessionCanBeginInTheRequestThatDestroyedOne() {
        for (boolean unset : new boolean[] {false, true}) {
            bench.stored("A" + unset, STORED);
            SessionManager manager = bench.options().unset(Unset.DESTROY).build();
            SessionExchange exchange = manager.open(known("A" + unset));
            Session old = exchange.session().orElseThrow();
            if (unset) {
                exchange.unset();
            } else {
                old.destroy();
            }
            assertThat(exchange.session()).isEmpty();
            Session begun = exchange.beginAnew();
            assertThat(exchange.session()).containsSame(begun);
            assertThat(begun.isNew()).isTrue();
            assertThat(begun.names()).isEmpty();
            assertThatIllegalStateException().isThrownBy(old::names);
            begun.put("user", "ann");
            assertThat(exchange.commit()).hasValueSatisfying(c -> assertThat(c).startsWith(Bench.cookie(begun.id())));
            exchange.finish();
            assertThat(bench.stored("A" + unset)).isEqualTo("none");
            assertThat(bench.stored(begun.id())).contains("ann");
        }
    }

    @Test
    void noSessionBeginsAnewWhileThereIsOneOrTheResponseHasBegun() {
        bench.stored("A", STORED);
        SessionExchange exchange = bench.manager.open(known("A"));
        assertThatIllegalStateException().isThrownBy(exchange::beginAnew);
        Session session = exchange.session().orElseThrow();
        assertThatIllegalStateException().isThrownBy(exchange::beginAnew);
        exchange.commit();
        session.destroy();
        assertThatIllegalStateException().isThrownBy(exchange::beginAnew).withMessageContaining("begun");
    }

    @Test
    void theLastAccessIsWhatIsKnownOfItAndNeverNow() {
        Instant begin = bench.clock.instant();
        bench.request(Requests.plain(), withSession(s -> {
            assertThat(s.lastAccessedAt()).isEmpty();
            s.put("a", 1);
        }));
        bench.clock.advance(Duration.ofSeconds(30));
        bench.request(
                known("new1"),
                withSession(s -> assertThat(s.lastAccessedAt())
                        .as("without maxAge, by the renewal of this process")
                        .hasValue(begin)));
        bench.clock.advance(Duration.ofMinutes(5));
        bench.request(
                known("new1"), withSession(s -> assertThat(s.lastAccessedAt()).hasValue(begin)));
        bench.request(
                known("new1"), withSession(s -> assertThat(s.lastAccessedAt()).hasValue(begin.plusSeconds(330))));
        SessionManager otherNode = bench.options().build();
        Bench.request(
                otherNode,
                known("new1"),
                withSession(s ->
                        assertThat(s.lastAccessedAt()).as("nothing is known").isEmpty()));
        bench.stored("A", "{\"cookie\":{\"originalMaxAge\":60000,\"expires\":\"2026-11-21T07:46:00.000Z\"}}");
        bench.request(
                known("A"),
                withSession(s -> assertThat(s.lastAccessedAt())
                        .as("the last save")
                        .hasValue(Instant.parse("2026-11-21T07:45:00Z"))));
    }
}
