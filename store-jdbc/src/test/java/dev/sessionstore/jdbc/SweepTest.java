package dev.sessionstore.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sessionstore.StoreEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Removal of expired sessions. */
@Tag("slow")
class SweepTest {

    private static final int EXPIRED = 100_000;
    private static final int LIVE = 400;
    private static final int NODES = 4;
    private static final int WRITERS = 8;
    private static final int WRITES = 3000;

    private final TestClock clock = new TestClock(Instant.parse("2030-06-01T12:00:00Z"));

    @ParameterizedTest
    @EnumSource(Db.class)
    void theStoresOwnSweeperRemovesAfterTheGraceAndTellsOnce(Db db) throws Exception {
        String table = Db.newTable();
        Queue<String> told = new ConcurrentLinkedQueue<>();
        try (JdbcStore store = db.builder(table)
                .clock(clock)
                .sweepEvery(Duration.ofMillis(20))
                .sweepGrace(Duration.ofMinutes(1))
                .build()) {
            store.on(StoreEvent.Expired.class, e -> told.add(e.sid()));
            store.set("long gone", "{}", clock.instant().plusSeconds(10));
            store.set("just gone", "{}", clock.instant().plusSeconds(100));
            store.set("live", "{}", clock.instant().plusSeconds(1000));
            clock.advance(Duration.ofMinutes(2));
            await().until(() -> !told.isEmpty());
            store.set("touched again", "{}", clock.instant().plusSeconds(1));
            clock.advance(Duration.ofSeconds(45));
            await().until(() -> told.size() >= 2);
            assertThat(db.query("SELECT COUNT(*) FROM " + db.quoted(table))).isEqualTo("2");
        }
        assertThat(told).containsExactly("long gone", "just gone");
    }

    @ParameterizedTest
    @EnumSource(Db.class)
    void sweepingByHandRemovesAtMostThatMany(Db db) {
        try (JdbcStore store = db.builder(Db.newTable()).clock(clock).build()) {
            for (int i = 0; i < 25; i++) {
                store.set("s" + i, "{}", clock.instant().plusSeconds(10));
            }
            clock.advance(Duration.ofMinutes(1));
            assertThat(store.sweeping().orElseThrow().sweep(10)).isEqualTo(10);
            assertThat(store.sweeping().orElseThrow().sweep(1000)).isEqualTo(15);
            assertThat(store.sweeping().orElseThrow().sweep(1000)).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(Db.class)
    void theSweepersThreadEndsWithTheStore(Db db) {
        JdbcStore store =
                db.builder(Db.newTable()).sweepEvery(Duration.ofMillis(10)).build();
        assertThat(sweepers()).isOne();
        store.close();
        assertThat(sweepers()).isZero();
    }

    private static long sweepers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("session-store-jdbc-sweeper"))
                .count();
    }

    /** Nothing live goes, each expired one is told once, all of them are, and nobody hears of a dead-lock. */
    @ParameterizedTest
    @EnumSource(
            value = Db.class,
            names = {"MYSQL", "MARIADB", "POSTGRESQL"})
    void fourNodesSweepWhileEightThreadsWrite(Db db) throws Exception {
        String table = Db.newTable();
        List<JdbcStore> nodes = new ArrayList<>();
        Queue<String> told = new ConcurrentLinkedQueue<>();
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        AtomicBoolean swept = new AtomicBoolean();
        AtomicLong writes = new AtomicLong();
        Map<String, String> expected = new HashMap<>();
        try {
            db.builder(table).clock(clock).build().close();
            fill(db, table);
            for (int i = 0; i < NODES; i++) {
                JdbcStore node = db.builder(table)
                        .clock(clock)
                        .timeout(Duration.ofSeconds(20))
                        .sweepEvery(Duration.ofMillis(10))
                        .build();
                node.on(StoreEvent.Expired.class, e -> told.add(e.sid()));
                nodes.add(node);
            }
            List<Future<Map<String, String>>> writers = new ArrayList<>();
            for (int w = 0; w < WRITERS; w++) {
                int writer = w;
                writers.add(threads.submit(() -> write(nodes.get(writer % NODES), writer, swept, writes)));
            }
            await().atMost(Duration.ofMinutes(4))
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> told.size() >= EXPIRED);
            swept.set(true);
            for (Future<Map<String, String>> writer : writers) {
                expected.putAll(writer.get());
            }
            for (Map.Entry<String, String> live : expected.entrySet()) {
                assertThat(nodes.get(0).get(live.getKey())).hasValue(live.getValue());
            }
        } finally {
            swept.set(true);
            threads.shutdown();
            nodes.forEach(JdbcStore::close);
        }
        Map<String, Long> times = told.stream().collect(Collectors.groupingBy(sid -> sid, Collectors.counting()));
        assertThat(times).hasSize(EXPIRED).allSatisfy((sid, count) -> {
            assertThat(sid).startsWith("old");
            assertThat(count).isOne();
        });
        assertThat(db.query("SELECT COUNT(*) FROM " + table)).isEqualTo(String.valueOf(expected.size()));
        db.execute("DROP TABLE " + table);
        assertThat(writes).as("writes meanwhile").hasValueGreaterThan(WRITERS * 100L);
    }

    private void fill(Db db, String table) throws Exception {
        long past = clock.instant().minusSeconds(3600).getEpochSecond();
        try (var connection = db.connect()) {
            connection.setAutoCommit(false);
            String time = db == Db.POSTGRESQL ? "to_timestamp(?) AT TIME ZONE 'UTC'" : "?";
            String data = db == Db.POSTGRESQL ? "sess, expire, sid" : "data, expires, session_id";
            try (var insert = connection.prepareStatement(
                    "INSERT INTO " + table + " (" + data + ") VALUES ('{}', " + time + ", ?)")) {
                for (int i = 0; i < EXPIRED; i++) {
                    insert.setLong(1, past - i % 1000);
                    insert.setString(2, "old" + i);
                    insert.addBatch();
                    if (i % 5000 == 4999) {
                        insert.executeBatch();
                    }
                }
            }
            connection.commit();
        }
    }

    /** Writes sessions of its own, and revives and destroys some that are about to be swept, if they are still there. */
    private Map<String, String> write(JdbcStore store, int writer, AtomicBoolean enough, AtomicLong writes) {
        Map<String, String> mine = new HashMap<>();
        Instant soon = clock.instant().plusSeconds(600);
        for (int i = 0; !enough.get() && i < WRITES; i++) {
            String sid = "live" + writer + "-" + i % (LIVE / WRITERS);
            String text = "{\"n\":" + i + "}";
            switch (ThreadLocalRandom.current().nextInt(4)) {
                case 0 -> {
                    store.destroy(sid);
                    assertThat(store.conditionalWrites().orElseThrow().create(sid, text, soon))
                            .isTrue();
                    mine.put(sid, text);
                }
                case 1 ->
                    assertThat(store.touch(sid, soon.plusSeconds(i % 100))).isEqualTo(mine.containsKey(sid));
                default -> {
                    store.set(sid, text, soon);
                    mine.put(sid, text);
                }
            }
            writes.incrementAndGet();
        }
        return mine;
    }
}
