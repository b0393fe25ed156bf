package dev.sessionstore.conformance;

import dev.sessionstore.Store;
import dev.sessionstore.StoreUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The versions of one session that one thread writes, when each was acknowledged, and so which of them a read may still show. Thread-safe.
 */
final class Versions {

    private final String sid;
    private final Instant expiry;
    private final ConcurrentSkipListMap<Long, Integer> acknowledged = new ConcurrentSkipListMap<>();
    private final Set<Integer> unknown = ConcurrentHashMap.newKeySet();
    private final AtomicInteger last = new AtomicInteger();

    Versions(RuleContext context) {
        this.sid = context.sid();
        this.expiry = context.inAnHour();
    }

    String sid() {
        return sid;
    }

    /** Writes the next version; a write that fails may have happened, or happen later. */
    void write(Store store) {
        int version = last.incrementAndGet();
        try {
            store.set(sid, String.valueOf(version), expiry);
        } catch (StoreUnavailableException e) {
            unknown.add(version);
            throw e;
        }
        acknowledged.put(System.nanoTime(), version);
    }

    /** The version that is acknowledged by now, at least. */
    int acknowledged() {
        return Optional.ofNullable(acknowledged.lastEntry())
                .map(Map.Entry::getValue)
                .orElse(0);
    }

    /** Reads, and checks that what is read is not older than the store says. */
    void read(Store store) {
        Duration staleness = store.staleness();
        long begin = System.nanoTime();
        int atLeast = Optional.ofNullable(acknowledged.lowerEntry(begin - staleness.toNanos()))
                .map(Map.Entry::getValue)
                .orElse(0);
        Optional<String> got = store.get(sid);
        int version = got.map(Integer::parseInt).orElse(0);
        if (version < atLeast && !unknown.contains(version)) {
            throw new RuleViolation(
                    "version " + atLeast + " or a later one, which was acknowledged more than " + staleness.toMillis()
                            + " ms before the read began",
                    got.isEmpty() ? "no session" : "version " + version);
        }
    }
}
