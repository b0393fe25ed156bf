package dev.sessionstore.benchmarks.jmh;

import dev.sessionstore.memory.MemoryStore;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.RuntimeMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Reads arrive at a fixed rate at a memory store, half of whose sessions expire at one moment, a third into the run; the clock of
 * the store jumps there. The output is reads per second, and each time that the reader stood still for more than 5 ms, beside what the
 * JVM's own log has of its safepoints, garbage collections included. Not a JMH benchmark, since the rate is fixed:
 *
 * <pre>{@code
 * java -Xmx3g -Xlog:gc*,safepoint:file=gc.log:uptime -cp … dev.sessionstore.benchmarks.jmh.MassExpiry 1000000 200000 10 gc.log
 * }</pre>
 */
public final class MassExpiry {

    private static final long STALL_NANOS = 5_000_000;
    private static final String DATA = "{\"views\":1,\"name\":\"somebody\"}";

    private MassExpiry() {}

    /**
     * Prints a run without expiry and one with it, after a run to warm up.
     *
     * @param args how many sessions expire (as many more stay), reads per second, seconds of each run, the JVM's log
     * @throws IOException when the log cannot be read
     */
    public static void main(String[] args) throws IOException {
        Path log = Path.of(args[3]);
        int sessions = Integer.parseInt(args[0]);
        int rate = Integer.parseInt(args[1]);
        Duration time = Duration.ofSeconds(Long.parseLong(args[2]));
        for (String name : List.of("warm-up", "without expiry", "with expiry")) {
            print(name, run(sessions, rate, time, name.equals("with expiry")), Safepoint.in(log), System.out);
        }
    }

    private static void print(String name, Run run, List<Safepoint> safepoints, PrintStream out) {
        out.printf(Locale.ROOT, "%s: %,.0f reads/s, %,d sessions left%n", name, run.perSecond, run.left);
        for (Stall stall : run.stalls) {
            double paused = safepoints.stream()
                    .filter(safepoint -> safepoint.end() > stall.begin && safepoint.end() < stall.end + 0.005)
                    .mapToDouble(Safepoint::millis)
                    .sum();
            out.printf(
                    Locale.ROOT,
                    "  stall of %.1f ms at %.3f s, of which the log explains %.1f ms%n",
                    (stall.end - stall.begin) * 1000,
                    stall.begin,
                    paused);
        }
    }

    /** Times in seconds since the start of the JVM. */
    private record Stall(double begin, double end) {}

    record Run(double perSecond, long left, List<Stall> stalls) {}

    static Run run(int sessions, int rate, Duration time, boolean expires) {
        JumpingClock clock = new JumpingClock();
        try (MemoryStore store = MemoryStore.builder().clock(clock).build()) {
            String[] staying = fill(store, sessions, clock.instant().plus(Duration.ofHours(3)), 1);
            fill(store, sessions, clock.instant().plus(Duration.ofHours(expires ? 1 : 3)), 2);
            System.gc();
            RuntimeMXBean jvm = ManagementFactory.getRuntimeMXBean();
            SplittableRandom random = new SplittableRandom(3);
            List<Stall> stalls = new ArrayList<>();
            long begin = System.nanoTime();
            long last = begin;
            long reads = 0;
            while (last - begin < time.toNanos()) {
                if (last - begin > time.toNanos() / 3) {
                    clock.ahead = Duration.ofHours(2).toMillis();
                }
                long due = begin + reads * 1_000_000_000L / rate;
                if (due <= last) {
                    reads += store.get(staying[random.nextInt(sessions)])
                                    .orElseThrow()
                                    .length()
                            / DATA.length();
                } else {
                    Thread.onSpinWait();
                }
                long now = System.nanoTime();
                if (now - last > STALL_NANOS) {
                    double end = jvm.getUptime() / 1e3;
                    stalls.add(new Stall(end - (now - last) / 1e9, end));
                }
                last = now;
            }
            double seconds = (last - begin) / 1e9;
            return new Run(reads / seconds, store.listing().orElseThrow().count(), stalls);
        }
    }

    private static String[] fill(MemoryStore store, int count, Instant expiry, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        String[] sids = new String[count];
        for (int i = 0; i < count; i++) {
            sids[i] = "%016x%016x".formatted(random.nextLong(), random.nextLong());
            store.set(sids[i], DATA, expiry);
        }
        return sids;
    }

    /** The system's clock, or some time ahead of it. */
    private static final class JumpingClock implements InstantSource {
        private volatile long ahead;

        @Override
        public long millis() {
            return System.currentTimeMillis() + ahead;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(millis());
        }
    }
}
