package dev.sessionstore.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionstore.Owners;
import dev.sessionstore.StoreEvent;
import dev.sessionstore.testsupport.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many threads and nodes at the index of owners: no call fails, and no live session is missed. */
@Tag("slow")
class OwnersConcurrencyTest {

    private static final int THREADS = 8;
    private static final int ROUNDS = 60;

    private final MovableClock clock = new MovableClock(Instant.parse("2030-06-01T12:00:00Z"));
    private final String table = Db.newTable();

    private Instant later() {
        return clock.instant().plus(Duration.ofHours(1));
    }

    private JdbcStore open(Db db) {
        return db.builder(table)
                .clock(clock)
                .poolSize(THREADS)
                .timeout(Duration.ofSeconds(20))
                .build();
    }

    private static void inParallel(List<Callable<Void>> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(work.size());
        try {
            for (Future<Void> one : threads.invokeAll(work)) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** Entries come, are renewed, end, go, and are swept and listed meanwhile, all of one owner. */
    @ParameterizedTest
    @EnumSource(
            value = Db.class,
            names = {"MYSQL", "MARIADB", "POSTGRESQL", "H2"})
    void bindsOfOneOwnerByManyThreadsNeverFailAndNoLiveSessionIsMissed(Db db) throws Exception {
        try (JdbcStore one = open(db);
                JdbcStore other = open(db)) {
            AtomicBoolean ended = new AtomicBoolean();
            List<Callable<Void>> work = new ArrayList<>();
            for (int t = 0; t < THREADS; t++) {
                JdbcStore store = t % 2 == 0 ? one : other;
                int thread = t;
                work.add(() -> {
                    try {
                        churn(store, thread);
                    } finally {
                        ended.set(true);
                    }
                    return null;
                });
            }
            work.add(() -> {
                while (!ended.get()) {
                    one.sweeping().orElseThrow().sweep(50);
                    other.owners().orElseThrow().sids("zoe").forEach(sid -> {});
                    clock.advance(Duration.ofSeconds(1));
                }
                return null;
            });
            inParallel(work);
            assertThat(one.owners().orElseThrow().sids("zoe"))
                    .hasSize(THREADS)
                    .allMatch(sid -> sid.startsWith("stays"));
        }
    }

    private void churn(JdbcStore store, int thread) {
        Owners owners = store.owners().orElseThrow();
        owners.bind("stays" + thread, "zoe", later().plus(Duration.ofDays(1)));
        store.set("stays" + thread, "{}", later().plus(Duration.ofDays(1)));
        for (int i = 0; i < ROUNDS; i++) {
            String sid = "s" + thread + "-" + i % 10;
            owners.bind(sid, "zoe", clock.instant().plusSeconds(2));
            owners.bind("shared" + i % 3, "zoe", clock.instant().plusSeconds(3));
            store.set(sid, "{}", clock.instant().plusSeconds(2));
            owners.bind("stays" + thread, "zoe", later().plus(Duration.ofDays(2)));
            if (i % 3 == 0) {
                owners.unbind(sid, "zoe");
            }
            assertThat(owners.sids("zoe")).contains("stays" + thread);
            store.destroy(sid);
        }
    }

    /** Every session that was bound and written before is destroyed, once, by one of the nodes. */
    @ParameterizedTest
    @EnumSource(
            value = Db.class,
            names = {"MYSQL", "MARIADB", "POSTGRESQL", "H2"})
    void destroyAllByManyNodesDestroysEachSessionOnceWhileOthersLogIn(Db db) throws Exception {
        Queue<String> destroyed = new ConcurrentLinkedQueue<>();
        Queue<Integer> counts = new ConcurrentLinkedQueue<>();
        int sessions = 300;
        try (JdbcStore one = open(db);
                JdbcStore other = open(db)) {
            for (JdbcStore store : List.of(one, other)) {
                store.on(StoreEvent.Destroyed.class, e -> destroyed.add(e.sid()));
            }
            for (int i = 0; i < sessions; i++) {
                login(one, "old" + i);
            }
            clock.advance(Duration.ofMinutes(2));
            List<Callable<Void>> work = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                JdbcStore store = t % 2 == 0 ? one : other;
                int thread = t;
                work.add(() -> {
                    counts.add(store.owners().orElseThrow().destroyAll("zoe", Set.of("old7")));
                    return null;
                });
                work.add(() -> {
                    for (int i = 0; i < 40; i++) {
                        login(store, "new" + thread + "-" + i);
                    }
                    return null;
                });
            }
            inParallel(work);
            assertThat(destroyed).doesNotHaveDuplicates().doesNotContain("old7");
            assertThat(destroyed.stream().filter(sid -> sid.startsWith("old"))).hasSize(sessions - 1);
            assertThat(counts.stream().mapToInt(i -> i).sum()).isEqualTo(destroyed.size());
            assertThat(one.owners().orElseThrow().sids("zoe").toList())
                    .as("what was logged in meanwhile is gone or listed")
                    .containsExactlyInAnyOrderElementsOf(
                            one.listing().orElseThrow().sids().toList());
        }
    }

    private void login(JdbcStore store, String sid) {
        store.owners().orElseThrow().bind(sid, "zoe", later());
        assertThat(store.conditionalWrites().orElseThrow().create(sid, "{}", later()))
                .isTrue();
    }
}
