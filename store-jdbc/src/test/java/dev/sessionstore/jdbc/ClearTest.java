package dev.sessionstore.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clearing a table while other threads write. */
@Tag("slow")
class ClearTest {

    /** Three pages. */
    private static final int SESSIONS = 2_500;

    private static final int OTHERS = 3;

    private final Instant soon = Instant.now().plusSeconds(3600);

    @ParameterizedTest
    @EnumSource(
            value = Db.class,
            names = {"MYSQL", "MARIADB", "POSTGRESQL", "H2"})
    void removesAllWhileOthersDeleteToo(Db db) throws Exception {
        String table = Db.newTable();
        try (JdbcStore store = db.builder(table).build()) {
            fill(db, table);
            whileOthers(
                    other -> store.destroy(sid(ThreadLocalRandom.current().nextInt(SESSIONS / 10))),
                    () -> store.listing().orElseThrow().clear());
            assertThat(store.listing().orElseThrow().count()).isZero();
        }
        db.execute("DROP TABLE " + db.quoted(table));
    }

    @ParameterizedTest
    @EnumSource(
            value = Db.class,
            names = {"MYSQL", "MARIADB", "POSTGRESQL", "H2"})
    @Timeout(60)
    void endsWhileOthersKeepCreatingSessionsAndLeavesNoOldOne(Db db) throws Exception {
        String table = Db.newTable();
        try (JdbcStore store = db.builder(table).build()) {
            fill(db, table);
            whileOthers(
                    other -> store.set(
                            "new" + other + "-" + ThreadLocalRandom.current().nextInt(1_000_000), "{}", soon),
                    () -> store.listing().orElseThrow().clear());
            assertThat(store.listing().orElseThrow().sids()).allMatch(sid -> sid.startsWith("new"));
        }
        db.execute("DROP TABLE " + db.quoted(table));
    }

    private interface Work {
        void by(int other);
    }

    /** The other threads have begun before the work begins and continue until it ends. */
    private static void whileOthers(Work theirs, Runnable work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(OTHERS);
        AtomicBoolean enough = new AtomicBoolean();
        CountDownLatch begun = new CountDownLatch(OTHERS);
        List<Future<?>> running = new ArrayList<>();
        try {
            for (int t = 0; t < OTHERS; t++) {
                int other = t;
                running.add(threads.submit(() -> {
                    while (!enough.get()) {
                        theirs.by(other);
                        begun.countDown();
                    }
                }));
            }
            begun.await();
            work.run();
        } finally {
            enough.set(true);
            threads.shutdown();
        }
        for (Future<?> one : running) {
            one.get();
        }
    }

    private static String sid(int i) {
        return String.format("s%05d", i);
    }

    private void fill(Db db, String table) throws Exception {
        db.insert(table, SESSIONS, ClearTest::sid, i -> soon.getEpochSecond());
    }
}
