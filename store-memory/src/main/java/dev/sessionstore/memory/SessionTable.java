package dev.sessionstore.memory;

import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The sessions, the sweeper's queue in the order of expiry and, in a bounded store, the order of use. The three change together
 * inside {@link ConcurrentHashMap#compute}, which lets one thread at a time work on a sid. The clock is read in there too, so
 * that no thread uses a time older than the one that another thread has used for this sid.
 *
 * <p>A session whose expiry moves to later keeps its place in the queue; the sweeper puts it back when it gets there. So
 * renewing leaves the queue alone, the cost of sweeping is proportional to the number of visited slots, and a destroyed session
 * leaves nothing behind.
 */
final class SessionTable {

    final ConcurrentHashMap<String, Entry> entries = new ConcurrentHashMap<>();
    final ConcurrentSkipListSet<ExpirySlot> queue = new ConcurrentSkipListSet<>();
    private final InstantSource clock;
    private final @Nullable LruOrder lruOrder;

    /**
     * @param lruOrder null for a table without bound
     */
    SessionTable(InstantSource clock, @Nullable LruOrder lruOrder) {
        this.clock = clock;
        this.lruOrder = lruOrder;
    }

    /** {@return the live session, or null} Takes no lock unless the session is expired or the table is bounded. */
    @Nullable
    Entry read(String sid) {
        Entry entry = entries.get(sid);
        // The lock of the sid decides: a touch in progress may still renew the session in time.
        if (entry != null && entry.isExpired(clock.millis())) {
            entry = peek(sid);
        }
        if (entry != null && lruOrder != null) {
            lruOrder.used(sid);
        }
        return entry;
    }

    /** {@return the live session, or null} Does not count as a use. */
    @Nullable
    Entry peek(String sid) {
        return write(sid, 0, live -> null).live;
    }

    /**
     * Writes a session, or removes it when the expiry is already past.
     *
     * @param text returns the text to write, given the live session or null; null changes nothing
     */
    Write write(String sid, long expiresAt, Function<@Nullable Entry, @Nullable String> text) {
        Write write = new Write(expiresAt, text);
        entries.compute(sid, write);
        return write;
    }

    /** {@return the ids of the live sessions, looked up while the stream is consumed} */
    Stream<String> sids() {
        return entries.entrySet().stream()
                .filter(e -> !e.getValue().isExpired(clock.millis()))
                .map(e -> e.getKey());
    }

    /** Removes everything, expired or not. */
    void clear() {
        for (String sid : entries.keySet()) {
            entries.computeIfPresent(sid, (key, entry) -> forget(entry));
        }
    }

    /**
     * Removes expired sessions, those that expired first at first.
     *
     * @param atMost how many at most
     * @param expired is called with the id of each after its removal
     * @return how many
     */
    int sweep(int atMost, Consumer<String> expired) {
        int removed = 0;
        for (ExpirySlot slot : queue) {
            if (removed == atMost || slot.at() > clock.millis()) {
                break;
            }
            Visit visit = new Visit();
            entries.computeIfPresent(slot.sid(), visit);
            if (visit.expired) {
                removed++;
                expired.accept(slot.sid());
            }
        }
        return removed;
    }

    /** {@return the id of the session to evict, or null while the bound holds} */
    @Nullable
    String surplus() {
        return lruOrder == null ? null : lruOrder.surplus();
    }

    /** Removes a session if it is still the one to evict. */
    void evict(String sid) {
        entries.computeIfPresent(sid, (key, entry) -> sid.equals(surplus()) ? forget(entry) : entry);
    }

    private @Nullable Entry forget(Entry entry) {
        queue.remove(entry.slot());
        if (lruOrder != null) {
            lruOrder.removed(entry.slot().sid());
        }
        return null;
    }

    /** {@return the slot for a new expiry: the old one unless that would be too late} */
    private ExpirySlot reschedule(ExpirySlot old, long expiresAt) {
        if (old.at() <= expiresAt) {
            return old;
        }
        queue.remove(old);
        return schedule(old.sid(), expiresAt);
    }

    private ExpirySlot schedule(String sid, long expiresAt) {
        ExpirySlot slot = new ExpirySlot(expiresAt, sid);
        queue.add(slot);
        return slot;
    }

    /** One write to one sid, and its result. */
    final class Write implements BiFunction<String, @Nullable Entry, @Nullable Entry> {
        private final long expiresAt;
        private final Function<@Nullable Entry, @Nullable String> text;

        /** The live session that was there before, or null. */
        @Nullable
        Entry live;

        boolean written;
        boolean removed;

        private Write(long expiresAt, Function<@Nullable Entry, @Nullable String> text) {
            this.expiresAt = expiresAt;
            this.text = text;
        }

        @Override
        public @Nullable Entry apply(String sid, @Nullable Entry entry) {
            long now = clock.millis();
            live = entry == null || entry.isExpired(now) ? null : entry;
            String data = text.apply(live);
            if (data == null) {
                return entry;
            }
            if (expiresAt <= now) {
                removed = live != null;
                // An expired record is left to the sweeper, which publishes its end.
                return live != null ? forget(live) : entry;
            }
            written = true;
            if (entry == null && lruOrder != null) {
                lruOrder.added(sid);
            } else if (lruOrder != null) {
                lruOrder.used(sid);
            }
            return new Entry(
                    data, expiresAt, entry == null ? schedule(sid, expiresAt) : reschedule(entry.slot(), expiresAt));
        }
    }

    /** The sweeper's visit to one session: an expired one is removed, a renewed one is scheduled again. */
    private final class Visit implements BiFunction<String, Entry, @Nullable Entry> {
        boolean expired;

        @Override
        public @Nullable Entry apply(String sid, Entry entry) {
            expired = entry.isExpired(clock.millis());
            if (expired) {
                return forget(entry);
            }
            if (entry.slot().at() == entry.expiresAt()) {
                return entry;
            }
            queue.remove(entry.slot());
            return new Entry(
                    entry.data(), entry.expiresAt(), schedule(entry.slot().sid(), entry.expiresAt()));
        }
    }
}
