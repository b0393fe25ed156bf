package dev.sessionstore.benchmarks.jmh;

import dev.sessionstore.memory.MemoryStore;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Get and touch of the memory store beside a map that does the same. Reading the clock waits until all loads before it are done,
 * so a loop over a bare map, which waits for none of its cache misses, is compared twice: as it is, and with each call depending
 * on the result of the one before, as the calls of one request do.
 *
 * <pre>{@code java -cp … org.openjdk.jmh.Main jmh.MemoryCalls}</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
public class MemoryCalls {

    /** How many sessions there are. */
    @Param("1000000")
    public int sessions;

    private final ConcurrentHashMap<String, Kept> map = new ConcurrentHashMap<>();
    private final MemoryStore store = MemoryStore.builder().build();
    private final Instant later = Instant.now().plusSeconds(7200);
    private String[] sids = {};

    private record Kept(String data, long expiresAt) {}

    /** The place of the next call, for one thread. */
    @State(Scope.Thread)
    public static class Walk {
        private final SplittableRandom random = new SplittableRandom(1);
        private int last;

        int next(int bound) {
            return random.nextInt(bound);
        }

        /** Known only when the last result is. */
        int nextAfterLast(int bound) {
            return (random.nextInt(bound) + last) % bound;
        }

        int remember(String data) {
            last = data.charAt(0) & 1;
            return last;
        }
    }

    /** The same sessions for both. */
    @Setup
    public void fill() {
        SplittableRandom random = new SplittableRandom(2);
        Instant expiry = Instant.now().plusSeconds(3600);
        sids = new String[sessions];
        for (int i = 0; i < sessions; i++) {
            String sid = "%016x%016x".formatted(random.nextLong(), random.nextLong());
            String data = "{\"views\":" + i + ",\"name\":\"somebody\"}";
            sids[i] = sid;
            map.put(sid, new Kept(data, expiry.toEpochMilli()));
            store.set(sid, data, expiry);
        }
    }

    /** Ends the store's thread. */
    @TearDown
    public void close() {
        store.close();
    }

    /** The map alone. */
    @Benchmark
    public Object mapGet(Walk walk) {
        return live(sids[walk.next(sessions)]);
    }

    /** The map, and one look at the clock, which decides whether the session is expired. */
    @Benchmark
    public Object mapGetAndClock(Walk walk) {
        Kept kept = live(sids[walk.next(sessions)]);
        return kept.expiresAt > System.currentTimeMillis() ? kept : walk;
    }

    /** The store. */
    @Benchmark
    public Optional<String> storeGet(Walk walk) {
        return store.get(sids[walk.next(sessions)]);
    }

    /** The map alone, one call after the other. */
    @Benchmark
    public int mapGetInTurn(Walk walk) {
        return walk.remember(live(sids[walk.nextAfterLast(sessions)]).data);
    }

    /** The store, one call after the other. */
    @Benchmark
    public int storeGetInTurn(Walk walk) {
        return walk.remember(store.get(sids[walk.nextAfterLast(sessions)]).orElseThrow());
    }

    /** The map takes a new expiry. */
    @Benchmark
    public Object mapTouch(Walk walk) {
        return Objects.requireNonNull(map.computeIfPresent(
                sids[walk.next(sessions)], (sid, kept) -> new Kept(kept.data, later.toEpochMilli())));
    }

    /** The map takes a new expiry if the old one is not past. */
    @Benchmark
    public Object mapTouchAndClock(Walk walk) {
        return Objects.requireNonNull(map.computeIfPresent(
                sids[walk.next(sessions)],
                (sid, kept) -> kept.expiresAt > System.currentTimeMillis()
                        ? new Kept(kept.data, later.toEpochMilli())
                        : kept));
    }

    /** The store. */
    @Benchmark
    public boolean storeTouch(Walk walk) {
        return store.touch(sids[walk.next(sessions)], later);
    }

    private Kept live(String sid) {
        return Objects.requireNonNull(map.get(sid));
    }
}
