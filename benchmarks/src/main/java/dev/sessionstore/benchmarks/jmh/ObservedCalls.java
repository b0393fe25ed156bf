package dev.sessionstore.benchmarks.jmh;

import dev.sessionstore.Store;
import dev.sessionstore.memory.MemoryStore;
import dev.sessionstore.micrometer.ObservedStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;
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
 * What metrics and observations cost a read from memory.
 *
 * <pre>{@code java -cp … org.openjdk.jmh.Main jmh.ObservedCalls}</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
public class ObservedCalls {

    /** How many sessions there are. */
    @Param("1000000")
    public int sessions;

    private final MemoryStore store = MemoryStore.builder().build();
    private final Store metered = ObservedStore.over(store, new SimpleMeterRegistry());
    private final Store timed = ObservedStore.builder(store)
            .meters(new SimpleMeterRegistry())
            .measureOneIn(1)
            .build();
    private final Store traced =
            ObservedStore.builder(store).observations(handled()).build();
    private String[] sids = {};

    /** The place of the next call, for one thread. */
    @State(Scope.Thread)
    public static class Walk {
        private final SplittableRandom random = new SplittableRandom(1);

        int next(int bound) {
            return random.nextInt(bound);
        }
    }

    /** Without a handler an observation is none. */
    private static ObservationRegistry handled() {
        ObservationRegistry registry = ObservationRegistry.create();
        registry.observationConfig().observationHandler(new Deaf());
        return registry;
    }

    private static final class Deaf implements ObservationHandler<Observation.Context> {

        @Override
        public boolean supportsContext(Observation.Context context) {
            return true;
        }
    }

    /** The same sessions for all. */
    @Setup
    public void fill() {
        SplittableRandom random = new SplittableRandom(2);
        Instant expiry = Instant.now().plusSeconds(3600);
        sids = new String[sessions];
        for (int i = 0; i < sessions; i++) {
            sids[i] = "%016x%016x".formatted(random.nextLong(), random.nextLong());
            store.set(sids[i], "{\"views\":" + i + ",\"name\":\"somebody\"}", expiry);
        }
    }

    /** Ends the store's thread. */
    @TearDown
    public void close() {
        store.close();
    }

    /** The store alone. */
    @Benchmark
    public Optional<String> get(Walk walk) {
        return store.get(sids[walk.next(sessions)]);
    }

    /** With metrics: all calls are counted, one in 64 is timed. */
    @Benchmark
    public Optional<String> meteredGet(Walk walk) {
        return metered.get(sids[walk.next(sessions)]);
    }

    /** With metrics, and all calls are timed. */
    @Benchmark
    public Optional<String> timedGet(Walk walk) {
        return timed.get(sids[walk.next(sessions)]);
    }

    /** With observations, of which nothing becomes. */
    @Benchmark
    public Optional<String> tracedGet(Walk walk) {
        return traced.get(sids[walk.next(sessions)]);
    }
}
