package dev.sessionstore.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionstore.memory.MemoryStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Keys are rotated, and sealing is switched on and off, on two nodes that go on counting: no session and no count is lost. */
class SealingUnderLoadTest {

    private static final int THREADS = 4;
    private static final int SESSIONS = 20;
    private static final int REQUESTS_OF_A_STEP = 50;
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final MemoryStore store = MemoryStore.builder().build();
    private final Map<String, AtomicInteger> counted = new ConcurrentHashMap<>();
    private final AtomicIntegerArray requests = new AtomicIntegerArray(THREADS);
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private List<String> sids = List.of();
    private volatile List<SessionManager> nodes = List.of();
    private volatile boolean over;

    @AfterEach
    void close() {
        threads.shutdownNow();
        store.close();
    }

    private SessionManager node(SealingKeys keys, Sealing sealing) {
        return SessionManager.builder(store)
                .secret(Bench.SECRET)
                .seal(keys, sealing)
                .build();
    }

    private SessionManager nodeWithoutKeys() {
        return SessionManager.builder(store).secret(Bench.SECRET).build();
    }

    private static SealingKeys keys(String... ids) {
        SealingKeys.Builder keys = SealingKeys.builder();
        for (String id : ids) {
            byte[] key = new byte[32];
            key[0] = (byte) id.hashCode();
            keys.key(id, key);
        }
        return keys.build();
    }

    /** @param first writes the sessions, too */
    private void begin(SessionManager first, SessionManager second) {
        nodes = List.of(first, second);
        for (int i = 0; i < SESSIONS; i++) {
            Session session = first.begin();
            session.put("n", 0).save();
            counted.put(session.id(), new AtomicInteger());
        }
        sids = List.copyOf(counted.keySet());
    }

    private void count(String sid) {
        SessionManager node = nodes.get(ThreadLocalRandom.current().nextInt(2));
        Bench.request(
                node, Bench.known(sid), Bench.withSession(s -> s.update("n", Integer.class, n -> n.orElseThrow() + 1)));
        counted.get(sid).incrementAndGet();
    }

    private void work(int thread) {
        while (!over) {
            count(sids.get(ThreadLocalRandom.current().nextInt(SESSIONS)));
            requests.incrementAndGet(thread);
        }
    }

    /** Does the steps one after another, with requests of each thread after each, while all threads work. */
    private void during(List<Runnable> steps) {
        List<CompletableFuture<Void>> work = IntStream.range(0, THREADS)
                .mapToObj(i -> CompletableFuture.runAsync(() -> work(i), threads))
                .toList();
        BooleanSupplier failed = () -> work.stream().anyMatch(CompletableFuture::isCompletedExceptionally);
        for (Runnable step : steps) {
            step.run();
            int[] enough = IntStream.range(0, THREADS)
                    .map(i -> requests.get(i) + REQUESTS_OF_A_STEP)
                    .toArray();
            await(() ->
                    failed.getAsBoolean() || IntStream.range(0, THREADS).allMatch(i -> requests.get(i) >= enough[i]));
        }
        over = true;
        work.forEach(CompletableFuture::join);
    }

    private static void await(BooleanSupplier reached) {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (!reached.getAsBoolean()) {
            assertThat(System.nanoTime()).as("time").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private void everySessionCountsAll(SessionManager node) {
        for (String sid : sids) {
            Session session = node.find(sid).orElseThrow();
            assertThat(session.get("n", Integer.class))
                    .hasValue(counted.get(sid).get());
        }
    }

    @Test
    void rotationOfTheKeysLosesNothing() {
        Rotated one = new Rotated();
        Rotated two = new Rotated();
        begin(node(one.keys, Sealing.REQUIRE), node(two.keys, Sealing.REQUIRE));
        during(List.of(
                () -> one.become("k1", "k2"),
                () -> two.become("k1", "k2"),
                () -> one.become("k2", "k1"),
                () -> two.become("k2", "k1"),
                () -> sids.forEach(this::count),
                () -> one.become("k2"),
                () -> two.become("k2")));
        everySessionCountsAll(node(keys("k2"), Sealing.REQUIRE));
    }

    @Test
    void sealingIsSwitchedOnAndOffWithoutALoss() {
        SessionManager without = nodeWithoutKeys();
        SessionManager opening = node(keys("k1"), Sealing.OPEN);
        SessionManager sealing = node(keys("k1"), Sealing.SEAL);
        SessionManager requiring = node(keys("k1"), Sealing.REQUIRE);
        begin(without, without);
        during(List.of(
                () -> nodes = List.of(opening, without),
                () -> nodes = List.of(opening, opening),
                () -> nodes = List.of(sealing, opening),
                () -> nodes = List.of(sealing, sealing),
                () -> sids.forEach(this::count),
                () -> nodes = List.of(requiring, sealing),
                () -> nodes = List.of(requiring, requiring),
                () -> nodes = List.of(sealing, requiring),
                () -> nodes = List.of(sealing, sealing),
                () -> nodes = List.of(opening, sealing),
                () -> nodes = List.of(opening, opening),
                () -> sids.forEach(this::count),
                () -> nodes = List.of(opening, without)));
        everySessionCountsAll(without);
    }

    /** Keys of one node, from a supplier. */
    private static final class Rotated {
        private volatile SealingKeys now = keys("k1");
        private final SealingKeys keys = SealingKeys.from(() -> now, Duration.ofMillis(1));

        void become(String... ids) {
            now = keys(ids);
            await(() -> keys.source().current().toString().equals(List.of(ids).toString()));
        }
    }
}
