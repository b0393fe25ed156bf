package dev.sessionstore.redis;

import dev.sessionstore.StoreUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * When a client module checks whether its server is still a master, and how it reads the answer. A master that has become a
 * replica behind its address still answers reads, with old data; its connections are closed then. Thread-safe.
 */
public final class RoleChecks {

    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final int MAX_DOUBLINGS = 6;

    private final AtomicInteger replicasInARow = new AtomicInteger();

    /** {@return the time between two checks: five seconds, longer when an address leads to a replica for good} */
    public Duration interval() {
        return EVERY.multipliedBy(1L << Math.min(replicasInARow.get(), MAX_DOUBLINGS));
    }

    /** Takes the result of a check. */
    public void found(boolean replica) {
        if (replica) {
            replicasInARow.incrementAndGet();
        } else {
            replicasInARow.set(0);
        }
    }

    /**
     * {@return whether a server says in its answer to {@code HELLO} that it is a replica outside a cluster}
     *
     * @param namesAndValues the answer as a flat list of texts
     */
    public static boolean isReplica(List<?> namesAndValues) {
        return has(namesAndValues, "role", "replica") && has(namesAndValues, "mode", "standalone");
    }

    /**
     * Makes sure that a server says in its answer to {@code HELLO} that it is no replica, in a cluster or outside.
     *
     * @param namesAndValues the answer as a flat list of texts
     * @throws StoreUnavailableException when it is one
     */
    public static void requireMaster(List<?> namesAndValues) {
        if (has(namesAndValues, "role", "replica")) {
            throw new StoreUnavailableException(
                    "watch failed: the server is a replica, which learns of changes late or never");
        }
    }

    private static boolean has(List<?> namesAndValues, String name, String value) {
        int at = namesAndValues.indexOf(name);
        return at >= 0 && at + 1 < namesAndValues.size() && value.equals(namesAndValues.get(at + 1));
    }
}
