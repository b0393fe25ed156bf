package dev.sessionstore.migration;

import dev.sessionstore.ConditionalWrites;
import dev.sessionstore.Listing;
import dev.sessionstore.Store;
import dev.sessionstore.StoreArguments;
import dev.sessionstore.StoreException;
import dev.sessionstore.WriteOutcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Moves one session from the old store to the new one. Safe for any number of threads and nodes that do it at once. The rules:
 *
 * <ul>
 *   <li>A record in the new store takes precedence over one in the old store. Nothing is ever written to the old store, only
 *       removed, so what was read there cannot be out of date.
 *   <li>A session moves by {@code create} in the new store, which has one winner, and is then removed from the old.
 *   <li>A session is destroyed by replacing its record in the new store with a tombstone, so that a node which read the old
 *       record earlier cannot create it again. A tombstone is JSON {@code null}, which Node takes for "no session", and
 *       stays for {@link #TOMBSTONE_LIFE}.
 *   <li>Each step of a call begins before its {@link Deadline}, at most a minute after the old record was read. So a create
 *       meets the tombstone unless it takes longer than {@link #TOMBSTONE_LIFE} less that minute to reach the new store.
 * </ul>
 */
final class Migration {

    /** JSON null with blanks that no serializer writes. */
    static final String TOMBSTONE = "null \t \t ";

    /** Longer than TCP retransmits (15 minutes on Linux), so that a create that was given up cannot arrive later. */
    static final Duration TOMBSTONE_LIFE = Duration.ofMinutes(20);

    private static final System.Logger LOG = System.getLogger(Migration.class.getName());

    private final Store from;
    private final Listing fromListing;
    private final Store to;
    private final ConditionalWrites toWrites;
    private final InstantSource clock;
    private volatile boolean fromIsEmpty;

    Migration(Store from, Listing fromListing, Store to, ConditionalWrites toWrites, InstantSource clock) {
        this.from = from;
        this.fromListing = fromListing;
        this.to = to;
        this.toWrites = toWrites;
        this.clock = clock;
    }

    /** Reads a session from the store that has it, without moving it. */
    Optional<String> read(String sid, Deadline deadline) {
        deadline.check();
        boolean moved = fromIsEmpty; // before the new store is read: what is moved after that read is not in it
        Optional<String> there = to.get(sid);
        if (there.isEmpty() && !moved) {
            deadline.check();
            Optional<String> here = inOld(() -> from.get(sid), Optional::empty);
            if (here.isPresent()) {
                return here;
            }
            deadline.check();
            there = to.get(sid);
        }
        return there.filter(data -> !isTombstone(data));
    }

    /**
     * Moves a session to the new store if it is still in the old one. Afterwards only the new store counts.
     *
     * @return whether there was one to move
     */
    boolean migrate(String sid, Deadline deadline) {
        if (fromIsEmpty) {
            return false;
        }
        deadline.check();
        Optional<String> data = inOld(() -> from.get(sid), Optional::empty);
        if (data.isEmpty()) {
            return false;
        }
        deadline.check();
        Optional<Instant> expiresAt = inOld(() -> fromListing.expiresAt(sid), Optional::empty);
        if (expiresAt.isEmpty()) {
            return false;
        }
        deadline.check();
        toWrites.create(sid, data.get(), expiresAt.get());
        removeFromOld(sid, deadline);
        return true;
    }

    /** Removes the record of the old store after a write to the new one. */
    void removeFromOld(String sid, Deadline deadline) {
        if (!fromIsEmpty) {
            deadline.check();
            inOld(() -> from.destroy(sid), () -> false);
        }
    }

    /** Destroys a session that has been moved. */
    boolean destroy(String sid, Deadline deadline) {
        return rewrite(sid, data -> TOMBSTONE, tombstoneExpiry(), deadline);
    }

    /** Destroys a session wherever it is. One whose id the new store refuses cannot be moved there, and is left alone. */
    void writeTombstone(String sid) {
        try {
            to.set(sid, TOMBSTONE, tombstoneExpiry());
        } catch (IllegalArgumentException refused) {
            LOG.log(
                    System.Logger.Level.DEBUG,
                    () -> "No tombstone for session " + StoreArguments.shorten(sid) + ": the new store refuses its id");
        }
    }

    /** Destroys a session that the new store refuses. The tombstone comes first, in case it is accepted meanwhile. */
    boolean destroyInOld(String sid, Deadline deadline) {
        deadline.check();
        writeTombstone(sid);
        deadline.check();
        return from.destroy(sid);
    }

    /** Changes the expiry of a session that has been moved, and never that of a tombstone. */
    boolean touch(String sid, Instant expiresAt, Deadline deadline) {
        return rewrite(sid, data -> data, expiresAt, deadline);
    }

    private boolean rewrite(String sid, UnaryOperator<String> newData, Instant expiresAt, Deadline deadline) {
        WriteOutcome outcome = WriteOutcome.CHANGED;
        while (outcome == WriteOutcome.CHANGED) {
            deadline.check();
            Optional<String> data = to.get(sid);
            if (data.isEmpty() || isTombstone(data.get())) {
                return false;
            }
            deadline.check();
            outcome = toWrites.replace(sid, data.get(), newData.apply(data.get()), expiresAt);
        }
        return outcome == WriteOutcome.WRITTEN;
    }

    /** Whether the new store has a session; a tombstone is none. */
    boolean isLiveInNew(String sid) {
        return to.get(sid).filter(data -> !isTombstone(data)).isPresent();
    }

    /** Calls the old store, which the application may close once it is empty, at any moment of a call that began before. */
    <T> T inOld(Supplier<T> call, Supplier<T> otherwise) {
        try {
            return call.get();
        } catch (IllegalStateException closed) {
            if (!fromIsEmpty) {
                throw closed;
            }
            return otherwise.get();
        }
    }

    boolean isFromEmpty() {
        return fromIsEmpty;
    }

    /** From now on only the new store is called. */
    void setFromEmpty() {
        fromIsEmpty = true;
    }

    Instant tombstoneExpiry() {
        return clock.instant().plus(TOMBSTONE_LIFE);
    }

    static boolean isTombstone(String data) {
        return data.equals(TOMBSTONE);
    }

    static void requireUnreserved(String data) {
        if (isTombstone(data)) {
            throw new StoreException("This text is reserved for destroyed sessions during a migration");
        }
    }
}
