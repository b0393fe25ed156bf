package dev.sessionstore.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionstore.ConditionalWrites;
import dev.sessionstore.WriteOutcome;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A statement that the server rolled back because of a deadlock is sent again, and no other one is. */
@Tag("slow")
class DeadlockTest {

    private static final int THREADS = 8;
    private static final int ROUNDS = 150;

    private final Instant soon = Instant.now().plusSeconds(600);

    /** On InnoDB, deletes and inserts of one key by several transactions deadlock. */
    @ParameterizedTest
    @EnumSource(Db.class)
    void createAndDestroyOfOneSidByManyNeverFail(Db db) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (JdbcStore store = db.builder(Db.newTable()).poolSize(THREADS).build()) {
            ConditionalWrites writes = store.conditionalWrites().orElseThrow();
            AtomicInteger there = new AtomicInteger();
            List<Future<?>> running = new ArrayList<>();
            for (int t = 0; t < THREADS; t++) {
                int thread = t;
                running.add(threads.submit(() -> {
                    for (int i = 0; i < ROUNDS; i++) {
                        if ((thread + i) % 2 == 0) {
                            there.addAndGet(writes.create("sid", "{}", soon) ? 1 : 0);
                        } else {
                            there.addAndGet(store.destroy("sid") ? -1 : 0);
                        }
                    }
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
            assertThat(there.get()).isEqualTo(store.get("sid").isPresent() ? 1 : 0);
        } finally {
            threads.shutdownNow();
        }
    }

    /** Every increment counts once: none is lost, none is made twice. */
    @ParameterizedTest
    @EnumSource(Db.class)
    void concurrentReplacesCountExactly(Db db) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (JdbcStore store = db.builder(Db.newTable()).poolSize(THREADS).build()) {
            store.set("sid", "0", soon);
            List<Future<?>> running = new ArrayList<>();
            for (int t = 0; t < THREADS; t++) {
                running.add(threads.submit(() -> {
                    for (int i = 0; i < 20; ) {
                        String read = store.get("sid").orElseThrow();
                        String next = String.valueOf(Integer.parseInt(read) + 1);
                        if (store.conditionalWrites().orElseThrow().replace("sid", read, next, soon)
                                == WriteOutcome.WRITTEN) {
                            i++;
                        }
                    }
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
            assertThat(store.get("sid")).hasValue(String.valueOf(THREADS * 20));
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void onlyWhatWasRolledBackIsSentAgain() {
        Map<SQLException, Boolean> answers = Map.of(
                new SQLException("deadlock", "40001", 1213), true,
                new SQLException("deadlock", "40P01"), true,
                new SQLException("lock wait timeout", "HY000", 1205), false,
                new SQLException("gone", "08S01"), false,
                new SQLException("unknown whether committed", "40003"), false,
                new SQLException("duplicate", "23505"), false);
        answers.forEach((e, again) ->
                assertThat(SqlErrorCodes.isRolledBack(e)).as(e.getMessage()).isEqualTo(again));
    }
}
