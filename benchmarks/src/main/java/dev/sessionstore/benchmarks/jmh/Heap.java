package dev.sessionstore.benchmarks.jmh;

import dev.sessionstore.memory.MemoryStore;
import dev.sessionstore.near.NearStore;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The live heap after full collections, first with texts in a bare map, then with the same in a memory store, and what copies of them
 * take beside the texts. Not a JMH benchmark,
 * since nothing is timed:
 *
 * <pre>{@code java -Xmx3g -XX:+UseParallelGC -cp … dev.sessionstore.benchmarks.jmh.Heap 1000000}</pre>
 */
public final class Heap {

    private static final double MB = 1e6;
    private static final String JSON = "{\"a\":\"" + "x".repeat(1016) + "\"}";

    private Heap() {}

    /**
     * Prints four lines.
     *
     * @param args how many sessions
     */
    public static void main(String[] args) {
        run(Integer.parseInt(args[0]), System.out);
    }

    static void run(int sessions, PrintStream out) {
        out.printf(Locale.ROOT, "%,d sessions of %,d characters, all ASCII%n", sessions, JSON.length());
        out.printf(Locale.ROOT, "map:   %,.1f MB%n", ofMap(sessions) / MB);
        out.printf(Locale.ROOT, "store: %,.1f MB%n", ofStore(sessions) / MB);
        out.printf(Locale.ROOT, "copies, without their texts: %,.1f MB%n", ofCopies(sessions) / MB);
    }

    private static long ofCopies(int sessions) {
        try (MemoryStore store = MemoryStore.builder().build();
                NearStore near =
                        NearStore.over(store).entries(sessions).bytes(4L << 30).build()) {
            Instant expiry = Instant.now().plusSeconds(3600);
            for (int i = 0; i < sessions; i++) {
                store.set(sid(i), new String(JSON.toCharArray()), expiry.plusMillis(i));
            }
            long before = live();
            for (int i = 0; i < sessions; i++) {
                near.get(sid(i));
            }
            long bytes = live() - before;
            if (near.statistics().entries() != sessions) {
                throw new IllegalStateException("copies: " + near.statistics());
            }
            return bytes;
        }
    }

    private static long ofMap(int sessions) {
        long before = live();
        Map<String, String> map = new ConcurrentHashMap<>();
        for (int i = 0; i < sessions; i++) {
            map.put(sid(i), new String(JSON.toCharArray()));
        }
        long bytes = live() - before;
        Reference.reachabilityFence(map);
        return bytes;
    }

    private static long ofStore(int sessions) {
        long before = live();
        try (MemoryStore store = MemoryStore.builder().build()) {
            Instant expiry = Instant.now().plusSeconds(3600);
            for (int i = 0; i < sessions; i++) {
                store.set(sid(i), new String(JSON.toCharArray()), expiry.plusMillis(i));
            }
            return live() - before;
        }
    }

    private static String sid(int number) {
        return "%032x".formatted(number * 0x9E3779B97F4A7C15L);
    }

    /** {@return the bytes in use after a full collection} */
    private static long live() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
