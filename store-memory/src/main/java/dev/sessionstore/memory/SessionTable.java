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
 * The sessions, the queue in which they fall due and, in a bounded store, the order in which they were used. The three change
 * together inside {@link ConcurrentHashMap#compute}, which lets one thread at a time work on a sid. The clock is read in there
 * too, so that nobody acts on a time that another thread has already seen pass.
 *
 * <p>A session whose expiry moves to later keeps its place in the queue; the sweeper files it anew when its turn comes. So
 * renewing leaves the queue alone, sweeping costs in proportion to what falls due, and a destroyed session leaves nothing
 * behind.
 */
final class SessionTable {

    final ConcurrentHashMap<String, Entry> entries = new ConcurrentHashMap<>();
    final ConcurrentSkipListSet<Due> queue = new ConcurrentSkipListSet<>();
    private final InstantSource clock;
    private final @Nullable Recency recency;

    /**
     * @param recency null for a table without bound
     */
    SessionTable(InstantSource clock, @Nullable Recency recency) {
        this.clock = clock;
        this.recency = recency;
    }

    /** {@return the live session, or null} Takes no lock unless the session is expired or the table is bounded. */
    @Nullable
    Entry read(String sid) {
        Entry entry = entries.get(sid);
        // That a session is expired is decided under the lock of its sid: a touch under way may be in time to renew it.
        if (entry != null && entry.isExpired(clock.millis())) {
            entry = peek(sid);
        }
        if (entry != null && recency != null) {
            recency.used(sid);
        }
        return entry;
    }

    /** {@return the live session, or null} Does not count as a use. */
    @Nullable
    Entry peek(String sid) {
        return write(sid, 0, live -> null).live;
    }

    /**
     * Writes a session, or removes it where the expiry is already past.
     *
     * @param text gives the text to write, from the live session or from null if there is none; null to leave all as it is
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
     * Removes expired sessions, the one that fell due first at first.
     *
     * @param atMost how many
     * @param expired gets the id of each after it is gone
     * @return how many
     */
    int sweep(int atMost, Consumer<String> expired) {
        int removed = 0;
        for (Due due : queue) {
            if (removed == atMost || due.at() > clock.millis()) {
                break;
            }
            Visit visit = new Visit();
            entries.computeIfPresent(due.sid(), visit);
            if (visit.expired) {
                removed++;
                expired.accept(due.sid());
            }
        }
        return removed;
    }

    /** {@return the id of the session that has to go to keep the bound, or null} */
    @Nullable
    String surplus() {
        return recency == null ? null : recency.surplus();
    }

    /** Removes a session if it still is the one that has to go. */
    void evict(String sid) {
        entries.computeIfPresent(sid, (key, entry) -> sid.equals(surplus()) ? forget(entry) : entry);
    }

    private @Nullable Entry forget(Entry entry) {
        queue.remove(entry.due());
        if (recency != null) {
            recency.removed(entry.due().sid());
        }
        return null;
    }

    /** {@return the place in the queue for a new expiry: the old one unless that would be too late} */
    private Due file(Due old, long expiresAt) {
        if (old.at() <= expiresAt) {
            return old;
        }
        queue.remove(old);
        return fileAnew(old.sid(), expiresAt);
    }

    private Due fileAnew(String sid, long expiresAt) {
        Due due = new Due(expiresAt, sid);
        queue.add(due);
        return due;
    }

    /** One write to one sid, and what came of it. */
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
                // What is expired already is left to the sweeper, who tells it.
                return live != null ? forget(live) : entry;
            }
            written = true;
            if (entry == null && recency != null) {
                recency.added(sid);
            } else if (recency != null) {
                recency.used(sid);
            }
            return new Entry(data, expiresAt, entry == null ? fileAnew(sid, expiresAt) : file(entry.due(), expiresAt));
        }
    }

    /** The sweeper's look at one session that is due: it goes, or comes back later. */
    private final class Visit implements BiFunction<String, Entry, @Nullable Entry> {
        boolean expired;

        @Override
        public @Nullable Entry apply(String sid, Entry entry) {
            expired = entry.isExpired(clock.millis());
            if (expired) {
                return forget(entry);
            }
            if (entry.due().at() == entry.expiresAt()) {
                return entry;
            }
            queue.remove(entry.due());
            return new Entry(
                    entry.data(), entry.expiresAt(), fileAnew(entry.due().sid(), entry.expiresAt()));
        }
    }
}
