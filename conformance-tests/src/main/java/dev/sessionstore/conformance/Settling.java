package dev.sessionstore.conformance;

import dev.sessionstore.Store;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets the rules that know nothing of {@link Store#staleness()} try a store whose reads may be old: a read first waits until the writes
 * of other nodes that were acknowledged before it, and the last fault of the network, are older than that. Then it has to be as fresh as
 * any other.
 */
final class Settling {

    /** A fault begins, and ends, a moment after it was noted. */
    private static final long MARGIN = Duration.ofMillis(20).toNanos();

    /** The last write of each node was acknowledged then, by {@link System#nanoTime()}. */
    private final Map<Object, Long> acknowledged = new ConcurrentHashMap<>();

    private volatile long faulty = System.nanoTime() - MARGIN;

    /** {@return the store, or one around it that waits before reads when they may be old} */
    Store of(Store store) {
        return store.staleness().isZero() ? store : new SettledStore(store, this);
    }

    void wrote(Object node) {
        acknowledged.put(node, System.nanoTime());
    }

    /** Remembers what no node did: a fault, or a change behind the stores' backs. */
    void fault() {
        faulty = System.nanoTime() + MARGIN;
    }

    /** Waits until what others wrote is older than the staleness of a node. */
    void await(Store node) {
        long now = System.nanoTime();
        long last = acknowledged.entrySet().stream()
                .filter(write -> write.getKey() != node)
                .mapToLong(Map.Entry::getValue)
                .reduce(faulty, (a, b) -> a - b > 0 ? a : b);
        long until = last + node.staleness().toNanos();
        boolean interrupted = false;
        for (long left = until - now; left > 0; left = until - System.nanoTime()) {
            LockSupport.parkNanos(left);
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
