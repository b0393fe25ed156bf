package dev.sessionstore.session;

import static dev.sessionstore.session.Bench.known;
import static dev.sessionstore.session.Bench.withSession;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** New ids: for the same data or for none, and against a logout or another regenerate at the same time. */
class RegenerateTest {

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    private SessionExchange open(String sid) {
        return bench.manager.open(known(sid));
    }

    private static Session session(SessionExchange exchange) {
        return exchange.session().orElseThrow();
    }

    @Test
    void regenerateKeepingDataTakesAlongWhatOthersSavedMeanwhile() {
        bench.stored("A", "{\"cookie\":{\"originalMaxAge\":60000,\"expires\":null},\"a\":1}");
        SessionExchange login = open("A");
        session(login).put("user", "zoe");
        bench.stored("A", "{\"cookie\":{\"originalMaxAge\":60000,\"expires\":null},\"a\":1,\"cart\":[1]}");
        session(login).regenerateKeepingData();
        assertThat(session(login).id()).isEqualTo("new1");
        assertThat(session(login).isNew()).isFalse();
        assertThat(bench.stored("A")).isEqualTo("none");
        assertThat(login.commit()).hasValueSatisfying(c -> assertThat(c).startsWith(Bench.cookie("new1")));
        assertThat(bench.stored("new1")).endsWith(",\"a\":1,\"cart\":[1],\"user\":\"zoe\"}");
        assertThat(bench.store.calls())
                .containsExactly("get A", "create new1", "replace A", "get A", "replace new1", "replace A");
    }

    @Test
    void regenerateKeepingDataDoesNotOutliveALogout() {
        bench.stored("A", "{\"cookie\":{},\"user\":\"zoe\"}");
        SessionExchange exchange = open("A");
        Session session = session(exchange);
        bench.store.before(call -> {
            if (call.equals("create")) {
                bench.memory.destroy("A");
            }
        });
        assertThat(session.regenerateKeepingData()).isFalse();
        assertThat(bench.memory.listing().orElseThrow().count()).isZero();
        assertThat(exchange.commit()).isEmpty();
    }

    @Test
    void ofTwoRegenerationsKeepingDataOneSucceeds() {
        bench.stored("A", "{\"cookie\":{},\"user\":\"zoe\"}");
        SessionExchange one = open("A");
        SessionExchange two = open("A");
        session(two);
        session(one).regenerateKeepingData();
        assertThat(session(two).regenerateKeepingData()).isFalse();
        assertThat(bench.memory.listing().orElseThrow().sids()).containsExactly("new1");
    }

    @Test
    void anOutageWhileRegeneratingLeavesOneSessionAndNoCopy() {
        bench.stored("A", "{\"cookie\":{},\"user\":\"zoe\"}");
        SessionExchange exchange = open("A");
        Session session = session(exchange);
        bench.store.failOn("create"::equals);
        assertThatExceptionOfType(SessionUnavailableException.class).isThrownBy(session::regenerateKeepingData);
        assertThat(session.id()).isEqualTo("A");
        bench.store.failOn("replace"::equals);
        assertThatExceptionOfType(SessionUnavailableException.class).isThrownBy(session::regenerateKeepingData);
        assertThat(session.id()).isEqualTo("A");
        bench.store.failOn("destroy"::equals);
        assertThatExceptionOfType(SessionUnavailableException.class).isThrownBy(session::regenerate);
        assertThat(session.id()).isEqualTo("A");
        assertThat(session.get("user", String.class)).hasValue("zoe");
        bench.store.heal();
        assertThat(exchange.commit()).isEmpty();
        assertThat(bench.memory.listing().orElseThrow().sids()).containsExactly("A");
    }

    @Test
    void regenerateKeepingDataOfASessionThatIsNotStoredStoresTheNewOneOnly() {
        Optional<String> cookie = bench.request(Requests.plain(), withSession(s -> {
            s.put("a", 1);
            s.regenerateKeepingData();
            s.put("b", 2);
        }));
        assertThat(cookie).isPresent();
        assertThat(bench.store.calls()).containsExactly("create new1", "replace new1");
        assertThat(bench.stored("new1")).endsWith(",\"a\":1,\"b\":2}");
    }

    @Test
    void anIdInUseIsNeverTakenOver() {
        bench.stored("new1", "{\"cookie\":{},\"owner\":\"somebody else\"}");
        Optional<String> cookie = bench.request(Requests.plain(), withSession(s -> s.put("a", 1)));
        assertThat(cookie).hasValueSatisfying(c -> assertThat(c).startsWith(Bench.cookie("new2")));
        assertThat(bench.stored("new1")).contains("somebody else");
        SessionManager stubborn = bench.options().genid(request -> "new1").build();
        assertThatExceptionOfType(SessionException.class)
                .isThrownBy(() -> Bench.request(stubborn, Requests.plain(), withSession(s -> s.put("a", 1))))
                .withMessageContaining("genid");
        assertThat(bench.stored("new1")).contains("somebody else");
    }
}
