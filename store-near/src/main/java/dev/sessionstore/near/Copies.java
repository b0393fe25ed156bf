package dev.sessionstore.near;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sessionstore.Watching.Watcher;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The copies, and the rule that no read that raced a change becomes one. A change first counts, then removes the copy; a read notes
 * the count before it begins, and its copy is put only while the count is the same, in one step with the check. So a change that
 * comes before the put prevents it, and one that comes after it removes what was put. Counts are shared by sids with the same hash,
 * where a change of one may keep the other from being copied once. Thread-safe.
 */
final class Copies implements Watcher {

    private static final int COUNTS = 4096;

    private final Cache<String, Copy> copies;
    private final AtomicLongArray changes = new AtomicLongArray(COUNTS);
    private final AtomicLong epoch = new AtomicLong();
    private final LongAdder reported = new LongAdder();
    private final LongAdder losses = new LongAdder();

    /**
     * @param entries how many copies there are at most
     * @param bytes how much memory they take at most
     */
    Copies(int entries, long bytes) {
        long share = Math.max(1, bytes / entries);
        copies = Caffeine.newBuilder()
                .maximumWeight(bytes)
                .weigher((String sid, Copy copy) -> (int) Math.min(Integer.MAX_VALUE, Math.max(share, copy.bytes())))
                .executor(Runnable::run)
                .build();
    }

    /** A read that has begun. */
    record Ticket(long epoch, long count, long readAt) {}

    /** {@return a copy from the time since anything was lost; null when there is none} */
    @Nullable
    Copy find(String sid) {
        Copy copy = copies.getIfPresent(sid);
        return copy != null && copy.epoch() == epoch.get() ? copy : null;
    }

    /** Called before a read is sent. */
    Ticket begin(String sid) {
        return new Ticket(epoch.get(), changes.get(index(sid)), System.nanoTime());
    }

    /** Keeps what was read, unless the session may have changed since the read began. */
    void put(String sid, Copy copy, Ticket ticket) {
        copies.asMap()
                .compute(
                        sid,
                        (key, old) -> changes.get(index(sid)) == ticket.count() && epoch.get() == ticket.epoch()
                                ? copy
                                : old);
    }

    /** Called before a write of this node is sent, and after it, whatever its outcome. */
    void forget(String sid) {
        changes.incrementAndGet(index(sid));
        copies.asMap().remove(sid);
    }

    /** Called before and after a write of this node to many sessions. */
    void forgetAll() {
        epoch.incrementAndGet();
        copies.invalidateAll();
    }

    @Override
    public void changed(String sid) {
        reported.increment();
        forget(sid);
    }

    @Override
    public void lost() {
        losses.increment();
        forgetAll();
    }

    long reported() {
        return reported.sum();
    }

    long losses() {
        return losses.sum();
    }

    long size() {
        copies.cleanUp();
        return copies.estimatedSize();
    }

    private static int index(String sid) {
        int hash = sid.hashCode();
        return (hash ^ (hash >>> 16)) & (COUNTS - 1);
    }
}
