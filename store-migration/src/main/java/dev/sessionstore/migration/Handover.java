package dev.sessionstore.migration;

import dev.sessionstore.ConditionalWrites;
import dev.sessionstore.Listing;
import dev.sessionstore.Store;
import dev.sessionstore.StoreArguments;
import dev.sessionstore.WriteOutcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * How one session changes sides, safe for any number of threads and nodes that do it at once. The rules:
 *
 * <ul>
 *   <li>While there is a record in the new store, that record is the truth; otherwise the old store's is. In the old store
 *       nothing is ever written, only removed, so what was read there cannot be out of date.
 *   <li>A session moves by {@code create} in the new store, which has one winner, and is then removed from the old.
 *   <li>A session is destroyed by replacing its record in the new store with a gravestone, so that a node which read the old
 *       record earlier cannot create it again. A gravestone is JSON {@code null}, which Node takes for "no session", and
 *       stays for {@link #GRAVE}.
 *   <li>Each step of a call begins before its {@link Deadline}, at most a minute after the old record was read. So a create
 *       meets the gravestone unless it is under way to the new store for longer than {@link #GRAVE} less that minute.
 * </ul>
 */
final class Handover {

    /** JSON null with blanks that no serializer writes. */
    static final String GRAVESTONE = "null \t \t ";

    /** Longer than TCP repeats what is not acknowledged (15 minutes on Linux), so that a create that was given up is late no more. */
    static final Duration GRAVE = Duration.ofMinutes(20);

    private static final System.Logger LOG = System.getLogger(Handover.class.getName());

    private final Store from;
    private final Listing fromListing;
    private final Store to;
    private final ConditionalWrites toWrites;
    private final InstantSource clock;
    private volatile boolean fromIsEmpty;

    Handover(Store from, Listing fromListing, Store to, ConditionalWrites toWrites, InstantSource clock) {
        this.from = from;
        this.fromListing = fromListing;
        this.to = to;
        this.toWrites = toWrites;
        this.clock = clock;
    }

    /** Reads where the truth is, without moving anything. */
    Optional<String> read(String sid, Deadline deadline) {
        deadline.check();
        Optional<String> there = to.get(sid);
        if (there.isEmpty() && !fromIsEmpty) {
            deadline.check();
            Optional<String> here = from.get(sid);
            if (here.isPresent()) {
                return here;
            }
            deadline.check();
            there = to.get(sid);
        }
        return there.filter(data -> !isGravestone(data));
    }

    /**
     * Brings a session to the new store if it is still in the old one; afterwards the new store alone holds the truth.
     *
     * @return whether there was one to bring
     */
    boolean settle(String sid, Deadline deadline) {
        if (fromIsEmpty) {
            return false;
        }
        deadline.check();
        Optional<String> data = from.get(sid);
        if (data.isEmpty()) {
            return false;
        }
        deadline.check();
        Optional<Instant> expiresAt = fromListing.expiresAt(sid);
        if (expiresAt.isEmpty()) {
            return false;
        }
        deadline.check();
        toWrites.create(sid, data.get(), expiresAt.get());
        forget(sid, deadline);
        return true;
    }

    /** Removes what the old store still has, after the new store has been written over it. */
    void forget(String sid, Deadline deadline) {
        if (!fromIsEmpty) {
            deadline.check();
            from.destroy(sid);
        }
    }

    /** Destroys a session that has been settled. */
    boolean destroy(String sid, Deadline deadline) {
        return rewrite(sid, data -> GRAVESTONE, graveExpiry(), deadline);
    }

    /** Destroys a session wherever it is. One whose id the new store refuses cannot come there, and is left alone. */
    void bury(String sid) {
        try {
            to.set(sid, GRAVESTONE, graveExpiry());
        } catch (IllegalArgumentException refused) {
            LOG.log(
                    System.Logger.Level.DEBUG,
                    () -> "No trace of session " + StoreArguments.shorten(sid) + ", whose id the new store refuses");
        }
    }

    /** Moves the expiry of a session that has been settled, and never that of a gravestone. */
    boolean touch(String sid, Instant expiresAt, Deadline deadline) {
        return rewrite(sid, data -> data, expiresAt, deadline);
    }

    private boolean rewrite(String sid, UnaryOperator<String> newData, Instant expiresAt, Deadline deadline) {
        WriteOutcome outcome = WriteOutcome.CHANGED;
        while (outcome == WriteOutcome.CHANGED) {
            deadline.check();
            Optional<String> data = to.get(sid);
            if (data.isEmpty() || isGravestone(data.get())) {
                return false;
            }
            deadline.check();
            outcome = toWrites.replace(sid, data.get(), newData.apply(data.get()), expiresAt);
        }
        return outcome == WriteOutcome.WRITTEN;
    }

    /** Whether the new store has a session, gravestones not counted. */
    boolean isLiveInNew(String sid) {
        return to.get(sid).filter(data -> !isGravestone(data)).isPresent();
    }

    /** From now on only the new store is asked. */
    void fromIsEmpty() {
        fromIsEmpty = true;
    }

    Instant graveExpiry() {
        return clock.instant().plus(GRAVE);
    }

    static boolean isGravestone(String data) {
        return data.equals(GRAVESTONE);
    }
}
