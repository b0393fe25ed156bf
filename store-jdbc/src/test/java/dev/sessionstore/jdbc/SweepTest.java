package dev.sessionstore.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sessionstore.StoreEvent;
import dev.sessionstore.testsupport.MovableClock;
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

    /** Fifteen full batches for each node. */
    private static final int EXPIRED = 30_000;

    private static final int LIVE = 400;
    private static final int NODES = 4;
    private static final int WRITERS = 8;
    private static final int WRITES = 3000;

    private final MovableClock clock = new MovableClock(Instant.parse("2030-06-01T12:00:00Z"));

    @ParameterizedTest
    @EnumSource(Db.class)
    void theStoresOwnSweeperRemovesAfterTheGraceAndTellsOnce(Db db) throws Exception {
        String table = Db.newTable();
        Queue<String> expired = new ConcurrentLinkedQueue<>();
        try (JdbcStore store = db.builder(table)
                .clock(clock)
                .sweepEvery(Duration.ofMillis(20))
                .sweepGrace(Duration.ofMinutes(1))
                .build()) {
            store.on(StoreEvent.Expired.class, e -> expired.add(e.sid()));
            store.set("long gone", "{}", clock.instant().plusSeconds(10));
            store.set("just gone", "{}", clock.instant().plusSeconds(100));
            store.set("live", "{}", clock.instant().plusSeconds(1000));
            clock.advance(Duration.ofMinutes(2));
            await().until(() -> !expired.isEmpty());
            store.set("touched again", "{}", clock.instant().plusSeconds(1));
            clock.advance(Duration.ofSeconds(45));
            await().until(() -> expired.size() >= 2);
            assertThat(db.query("SELECT COUNT(*) FROM " + db.quoted(table))).isEqualTo("2");
        }
        assertThat(expired).containsExactly("long gone", "just gone");
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

    /** No live session is removed, each expired one is published exactly once, and no call fails with a deadlock. */
    @ParameterizedTest
    @EnumSource(
            value = Db.class,
            names = {"MYSQL", "MARIADB", "POSTGRESQL"})
    void fourNodesSweepWhileEightThreadsWrite(Db db) throws Exception {
        String table = Db.newTable();
        List<JdbcStore> nodes = new ArrayList<>();
        Queue<String> expired = new ConcurrentLinkedQueue<>();
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
                node.on(StoreEvent.Expired.class, e -> expired.add(e.sid()));
                nodes.add(node);
            }
            List<Future<Map<String, String>>> writers = new ArrayList<>();
            for (int w = 0; w < WRITERS; w++) {
                int writer = w;
                writers.add(threads.submit(() -> write(nodes.get(writer % NODES), writer, swept, writes)));
            }
            await().until(() -> writes.get() > WRITERS);
            writes.set(0);
            clock.advance(Duration.ofMinutes(2));
            await().atMost(Duration.ofMinutes(4))
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> expired.size() >= EXPIRED);
            assertThat(writes).as("writes meanwhile").hasValueGreaterThan(WRITERS * 20L);
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
        Map<String, Long> times = expired.stream().collect(Collectors.groupingBy(sid -> sid, Collectors.counting()));
        assertThat(times).hasSize(EXPIRED).allSatisfy((sid, count) -> {
            assertThat(sid).startsWith("old");
            assertThat(count).isOne();
        });
        assertThat(db.query("SELECT COUNT(*) FROM " + table)).isEqualTo(String.valueOf(expected.size()));
        db.execute("DROP TABLE " + table);
    }

    private void fill(Db db, String table) throws Exception {
        long soon = clock.instant().getEpochSecond() + 30;
        db.insert(table, EXPIRED, i -> "old" + i, i -> soon - i % 30);
    }

    /** Creates, writes, touches and destroys sessions of its own. */
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
