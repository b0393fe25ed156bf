package dev.sessionstore.session;

import static dev.sessionstore.session.Bench.known;
import static dev.sessionstore.session.Bench.withSession;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionstore.memory.MemoryStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How many sessions an owner may have. */
class OwnerLimitTest {

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void theOldestLoginEnds() {
        SessionManager manager = manager(2, OwnerLimit.OLDEST_ENDS);
        for (int i = 0; i < 4; i++) {
            login(manager);
        }
        assertThat(sids()).containsExactly("new3", "new4");
        assertThat(bench.stored("new1")).isEqualTo("none");
    }

    @Test
    void aLoginTooManyIsRefusedAndItsSessionStaysAsItWas() {
        SessionManager manager = manager(2, OwnerLimit.REFUSE);
        login(manager);
        login(manager);
        bench.stored("A", "{\"cookie\":{},\"cart\":1}");
        assertThatThrownBy(() -> Bench.request(manager, known("A"), withSession(s -> s.put("user", "zoe"))))
                .isInstanceOf(TooManySessionsException.class)
                .hasMessageContaining("2 sessions")
                .hasMessageNotContaining("zoe");
        assertThat(bench.stored("A")).isEqualTo("{\"cookie\":{},\"cart\":1}");
        assertThat(manager.sessionsOf("zoe", null)).hasSize(2);
        Bench.request(manager, known("new1"), withSession(Session::destroy));
        Bench.request(manager, known("A"), withSession(s -> s.put("user", "zoe")));
        assertThat(sids()).containsExactly("new2", "A");
    }

    @Test
    void theHandlerLearnsOfARefusalWhenItSavesItself() {
        SessionManager manager = manager(1, OwnerLimit.REFUSE);
        login(manager);
        Bench.request(manager, Requests.plain(), withSession(s -> {
            s.put("user", "zoe");
            assertThatThrownBy(s::save).isInstanceOf(TooManySessionsException.class);
            s.remove("user");
        }));
        assertThat(sids()).containsExactly("new1");
    }

    @ParameterizedTest
    @EnumSource(OwnerLimit.class)
    void aNewIdAndASaveAreNoLogins(OwnerLimit limit) {
        SessionManager manager = manager(1, limit);
        login(manager);
        Bench.request(
                manager,
                known("new1"),
                withSession(s -> assertThat(s.regenerateKeepingData()).isTrue()));
        Bench.request(manager, known("new2"), withSession(s -> s.put("a", 1)));
        assertThat(sids()).containsExactly("new2");
        assertThat(bench.stored("new2")).contains("\"a\":1");
    }

    @ParameterizedTest
    @EnumSource(OwnerLimit.class)
    void aLoginUnderANewIdTakesOnePlace(OwnerLimit limit) {
        SessionManager manager = manager(1, limit);
        Bench.request(manager, Requests.plain(), withSession(s -> s.put("cart", 1)));
        Bench.request(manager, known("new1"), withSession(s -> {
            s.put("user", "zoe");
            assertThat(s.regenerateKeepingData()).isTrue();
        }));
        assertThat(sids()).containsExactly("new2");
    }

    @Test
    void ofFiftyLoginsAtOnceOnTwoNodesTheLastIndexedStay() throws Exception {
        List<Object> outcomes = fiftyLogins(manager(3, OwnerLimit.OLDEST_ENDS), manager(3, OwnerLimit.OLDEST_ENDS));
        assertThat(sids()).hasSize(3);
        assertThat(outcomes).as("none fails").doesNotHaveAnyElementsOfTypes(Throwable.class);
    }

    @Test
    void ofFiftyLoginsAtOnceOnTwoNodesTheFirstIndexedStay() throws Exception {
        List<Object> outcomes = fiftyLogins(manager(3, OwnerLimit.REFUSE), manager(3, OwnerLimit.REFUSE));
        assertThat(sids()).hasSize(3);
        assertThat(outcomes)
                .contains("answered")
                .allMatch(o -> o.equals("answered") || o instanceof TooManySessionsException);
    }

    @Test
    void aLimitBelowOneIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bench.options().maxSessionsPerOwner(0, OwnerLimit.REFUSE))
                .withMessageContaining("maxSessionsPerOwner");
    }

    private List<Object> fiftyLogins(SessionManager... nodes) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(50);
        try {
            CountDownLatch start = new CountDownLatch(50);
            List<Future<Object>> logins = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                SessionManager node = nodes[i % nodes.length];
                Callable<Object> login = () -> {
                    start.countDown();
                    start.await();
                    try {
                        login(node);
                        return "answered";
                    } catch (SessionException e) {
                        return e;
                    }
                };
                logins.add(pool.submit(login));
            }
            List<Object> outcomes = new ArrayList<>();
            for (Future<Object> login : logins) {
                outcomes.add(login.get());
            }
            return outcomes;
        } finally {
            pool.shutdown();
        }
    }

    private SessionManager manager(int max, OwnerLimit limit) {
        return bench.options()
                .owner(session -> session.get("user", String.class))
                .maxSessionsPerOwner(max, limit)
                .build();
    }

    private static void login(SessionManager manager) {
        Bench.request(manager, Requests.plain(), withSession(s -> s.put("user", "zoe")));
    }

    private List<String> sids() {
        MemoryStore memory = bench.memory;
        return memory.owners().orElseThrow().sids("zoe").toList();
    }
}
