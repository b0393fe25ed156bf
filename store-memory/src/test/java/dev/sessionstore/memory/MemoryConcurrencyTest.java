package dev.sessionstore.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionstore.StoreEvent.Destroyed;
import dev.sessionstore.StoreEvent.Expired;
import dev.sessionstore.StoreEvent.Saved;
import dev.sessionstore.testsupport.MovableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** Many threads at once while the clock runs and the sweeper sweeps. */
class MemoryConcurrencyTest {

    private static final int THREADS = 4;

    private final MovableClock clock = new MovableClock();

    @Test
    void everySessionEndsExactlyOnce() throws Exception {
        int perThread = 5_000;
        Map<String, AtomicInteger> ends = new ConcurrentHashMap<>();
        Set<String> destroyed = ConcurrentHashMap.newKeySet();
        AtomicInteger expired = new AtomicInteger();
        Set<String> born = ConcurrentHashMap.newKeySet();
        try (MemoryStore store = MemoryStore.builder()
                .clock(clock)
                .sweepEvery(Duration.ofNanos(100_000))
                .build()) {
            store.on(Saved.class, e -> born.add(e.sid()));
            store.on(Expired.class, e -> {
                expired.incrementAndGet();
                end(ends, e.sid());
            });
            store.on(Destroyed.class, e -> end(ends, e.sid()));
            inParallel(thread -> () -> {
                Random random = new Random(thread);
                for (int i = 0; i < perThread; i++) {
                    String sid = thread + "-" + i;
                    store.set(sid, "1", clock.in(Duration.ofMillis(1 + random.nextInt(5))));
                    String other = random.nextInt(THREADS) + "-" + Math.max(0, i - random.nextInt(20));
                    switch (random.nextInt(4)) {
                        case 0 -> {
                            if (store.destroy(other)) {
                                assertThat(destroyed.add(other))
                                        .as("destroyed twice")
                                        .isTrue();
                            }
                        }
                        case 1 -> store.touch(other, clock.in(Duration.ofMillis(random.nextInt(5))));
                        case 2 -> store.get(other);
                        default -> store.sweeping().orElseThrow().sweep(3);
                    }
                    if (i % 10 == 0) {
                        clock.advance(Duration.ofMillis(1));
                    }
                }
                return null;
            });
            clock.advance(Duration.ofHours(1));
            store.sweeping().orElseThrow().sweep(Integer.MAX_VALUE);
        }
        // The sweeper may have published its last ones while the line above found nothing left; close has waited for
        // it.
        assertThat(ends.keySet()).isEqualTo(born);
        assertThat(ends.values()).allSatisfy(count -> assertThat(count).hasValue(1));
        assertThat(expired).as("some expire").hasValueGreaterThan(100);
        assertThat(destroyed).as("some are destroyed").hasSizeGreaterThan(100);
    }

    @Test
    void mapQueueAndOrderOfUseAgreeAtTheEnd() throws Exception {
        LruOrder lruOrder = new LruOrder(20);
        SessionTable table = new SessionTable(clock, lruOrder);
        inParallel(thread -> () -> {
            Random random = new Random(thread);
            for (int i = 0; i < 20_000; i++) {
                String sid = "s" + random.nextInt(40);
                long expiry = clock.millis() + random.nextInt(20);
                switch (random.nextInt(7)) {
                    case 0, 1 -> table.write(sid, expiry, live -> "1");
                    case 2 -> table.write(sid, expiry, live -> live == null ? null : "2");
                    case 3 -> table.write(sid, 0, live -> live == null ? null : "3");
                    case 4 -> table.read(sid);
                    case 5 -> table.sweep(2, swept -> {});
                    default -> {
                        clock.advance(Duration.ofMillis(random.nextInt(3) - 1L));
                        String surplus = table.surplus();
                        if (surplus != null) {
                            table.evict(surplus);
                        }
                    }
                }
            }
            return null;
        });
        Set<ExpirySlot> queued = new HashSet<>(table.queue);
        assertThat(queued).hasSize(table.entries.size());
        table.entries.forEach((sid, entry) -> {
            assertThat(entry.slot().sid()).isEqualTo(sid);
            assertThat(entry.slot().at()).isLessThanOrEqualTo(entry.expiresAt());
            assertThat(queued).contains(entry.slot());
        });
        assertThat(lruOrder.sids()).containsExactlyInAnyOrderElementsOf(table.entries.keySet());
    }

    private static void end(Map<String, AtomicInteger> ends, String sid) {
        ends.computeIfAbsent(sid, key -> new AtomicInteger()).incrementAndGet();
    }

    private static void inParallel(IntFunction<Callable<Void>> work) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<Void>> running = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                running.add(pool.submit(work.apply(thread)));
            }
            for (Future<Void> done : running) {
                done.get(60, TimeUnit.SECONDS);
            }
        } finally {
            pool.shutdownNow();
        }
    }
}
