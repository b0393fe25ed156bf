package dev.sessionstore.session;

import static dev.sessionstore.session.Bench.known;
import static dev.sessionstore.session.Bench.withSession;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logins and logouts of the same sessions at the same moment, on two nodes: no live session is missing in the index. */
class OwnerRaceTest {

    private static final List<String> USERS = List.of("zoe", "amy", "bob");

    private final Bench bench = new Bench(builder -> builder.owner(session -> session.get("user", String.class)));
    private final SessionManager other =
            bench.options().owner(session -> session.get("user", String.class)).build();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void aLogoutBesideTheNextLoginInTheSameSessionLeavesThatListed() {
        bench.request(Requests.plain(), withSession(s -> s.put("user", "zoe")));
        SessionExchange logout = bench.manager.open(known("new1"));
        logout.session().orElseThrow().remove("user");
        boolean[] once = new boolean[1];
        bench.store.before(name -> {
            if (name.equals("unbind") && !once[0]) {
                once[0] = true;
                loginAgain();
            }
        });
        logout.commit();
        logout.finish();
        loginAgain();
        assertThat(bench.manager.sessionsOf("zoe", null)).hasSize(1);
    }

    @Test
    void aLoginThatMergesWithTheSameLoginIsListed() {
        bench.request(Requests.plain(), withSession(s -> s.put("a", 1)));
        boolean[] once = new boolean[1];
        bench.store.before(name -> {
            if (name.equals("replace") && !once[0]) {
                once[0] = true;
                loginAgain();
            }
        });
        bench.request(known("new1"), withSession(s -> s.put("user", "zoe").put("b", 2)));
        assertThat(bench.stored("new1")).contains("\"user\":\"zoe\"", "\"b\":2");
        assertThat(bench.manager.sessionsOf("zoe", null)).hasSize(1);
    }

    /** The look at the index finds the old id, and the new one is there before the session is read or ended. */
    @ParameterizedTest
    @ValueSource(strings = {"get", "replace"})
    void aSessionWhoseIdChangesWhileAllAreEndedIsEndedToo(String call) {
        bench.request(Requests.plain(), withSession(s -> s.put("user", "zoe")));
        boolean[] once = new boolean[1];
        bench.store.before(name -> {
            if (name.equals(call) && !once[0]) {
                once[0] = true;
                Bench.request(other, known("new1"), withSession(Session::regenerateKeepingData));
            }
        });
        assertThat(bench.manager.destroyAllOf("zoe", null)).isEqualTo(1);
        assertThat(bench.memory.listing().orElseThrow().count()).isZero();
    }

    @Test
    void whateverRequestsMeetEachLiveSessionIsListedForItsOwner() throws Exception {
        ConcurrentLinkedQueue<String> sids = new ConcurrentLinkedQueue<>();
        for (int i = 1; i <= 6; i++) {
            bench.request(Requests.plain(), withSession(s -> {
                s.put("a", 1);
                sids.add(s.id());
            }));
        }
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> threads = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                Random random = new Random(i);
                SessionManager node = i % 2 == 0 ? bench.manager : other;
                threads.add(pool.submit(() -> {
                    for (int n = 0; n < 400; n++) {
                        List<String> all = List.copyOf(sids);
                        String sid = all.get(random.nextInt(all.size()));
                        Bench.request(node, known(sid), withSession(action(random, node, sids)));
                    }
                }));
            }
            for (Future<?> thread : threads) {
                thread.get();
            }
        } finally {
            pool.shutdown();
        }
        bench.store.calls();
        for (String sid : bench.memory.listing().orElseThrow().sids().toList()) {
            String text = bench.stored(sid);
            for (String user : USERS) {
                if (text.contains("\"user\":\"" + user + "\"")) {
                    assertThat(bench.memory.owners().orElseThrow().sids(user)).contains(sid);
                }
            }
        }
        for (String user : USERS) {
            bench.manager.destroyAllOf(user, null);
        }
        assertThat(bench.memory.listing().orElseThrow().sids().map(bench::stored))
                .noneMatch(text -> text.contains("\"user\""));
    }

    private static Consumer<Session> action(Random random, SessionManager node, ConcurrentLinkedQueue<String> sids) {
        String user = USERS.get(random.nextInt(USERS.size()));
        return session -> {
            switch (random.nextInt(12)) {
                case 0 -> session.destroy();
                case 1 -> {
                    session.regenerateKeepingData();
                    session.put("user", user);
                }
                case 2, 3 -> session.remove("user");
                case 4, 5, 6 -> session.put("user", user);
                case 7 -> node.destroyAllOf(user, session);
                case 8 -> session.touch();
                default -> session.update("n", Integer.class, n -> n.orElse(0) + 1);
            }
            if (session.state.isLive()) {
                sids.add(session.id());
            }
        };
    }

    private void loginAgain() {
        Bench.request(other, known("new1"), withSession(s -> s.put("user", "zoe")));
    }
}
