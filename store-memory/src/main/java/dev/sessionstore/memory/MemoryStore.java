package dev.sessionstore.memory;

import dev.sessionstore.ConditionalWrites;
import dev.sessionstore.Guarantee;
import dev.sessionstore.Listing;
import dev.sessionstore.Owners;
import dev.sessionstore.Store;
import dev.sessionstore.StoreArguments;
import dev.sessionstore.StoreEvent;
import dev.sessionstore.StoreEvents;
import dev.sessionstore.Subscription;
import dev.sessionstore.Sweeping;
import dev.sessionstore.Watching;
import dev.sessionstore.WriteOutcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps sessions in the memory of this process: for one node, for development and for tests. They end with the process and no
 * other process sees them. It has {@link ConditionalWrites}, {@link Listing}, {@link Sweeping} and
 * {@link Owners}. Nothing blocks, so there is
 * no timeout, no {@code StoreException} and no {@code Connected} or {@code Disconnected}.
 *
 * <p>A session that expires is absent at once. Only a sweep removes its record and publishes {@link StoreEvent.Expired}: the
 * next round of this store's own thread ({@link Builder#sweepEvery}), or {@link Sweeping#sweep} on the calling thread. A write
 * to an expired, unswept session makes it live again, and its end is not published. A slow listener for {@code Expired} delays
 * the sweeping.
 *
 * <p>A store with {@link Builder#maxSessions} makes room after a write. It first sweeps expired sessions, on the thread that
 * writes, and then evicts the least recently used session, for which no event is published. Reading, touching and writing are
 * uses. This order is why no cache library is used: one that admits by frequency may drop the newest session, the login of a
 * moment ago, and one that expires in its own time could neither sweep on demand nor publish each end exactly once.
 *
 * <p>An expiry is kept as milliseconds, rounded up. A clock that is set back makes sessions live longer, also those that were
 * expired and unswept; nothing else depends on a clock that only goes forward.
 *
 * <p>Text is kept as the given {@code String}, without a copy.
 */
public final class MemoryStore implements Store {

    private final SessionTable table;
    final OwnerIndex ownerIndex;
    private final StoreEvents events = new StoreEvents();
    private final Set<Guarantee> guarantees;
    private final @Nullable Sweeper sweeper;
    private final MemoryWatching watching = new MemoryWatching(this);

    private volatile boolean closed;

    private MemoryStore(Builder builder) {
        boolean bounded = builder.maxSessions < Integer.MAX_VALUE;
        table = new SessionTable(builder.clock, bounded ? new LruOrder(builder.maxSessions) : null);
        ownerIndex = new OwnerIndex(builder.clock);
        guarantees = bounded ? Set.of(Guarantee.EXPIRED_EVENTS, Guarantee.MAY_EVICT) : Set.of(Guarantee.EXPIRED_EVENTS);
        sweeper = builder.sweepEvery.isZero() ? null : Sweeper.start(builder.sweepEvery, this::sweep);
    }

    /** {@return a builder of a store without bound that sweeps once a second} */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public Optional<String> get(String sid) {
        return find(sid).map(Entry::data);
    }

    Optional<Entry> find(String sid) {
        requireOpen();
        return Optional.ofNullable(table.read(Objects.requireNonNull(sid, "sid")));
    }

    @Override
    public void set(String sid, String data, Instant expiresAt) {
        requireOpen();
        StoreArguments.requireWrite(sid, data, expiresAt);
        write(sid, expiresAt, live -> data, StoreEvent.Saved::new);
    }

    @Override
    public boolean touch(String sid, Instant expiresAt) {
        requireOpen();
        StoreArguments.requireTouch(sid, expiresAt);
        return write(sid, expiresAt, live -> live == null ? null : live.data(), StoreEvent.Touched::new).live != null;
    }

    @Override
    public boolean destroy(String sid) {
        return touch(sid, Instant.MIN);
    }

    @Override
    public <E extends StoreEvent> Subscription on(Class<E> type, Consumer<? super E> listener) {
        return events.on(type, listener);
    }

    @Override
    public Optional<ConditionalWrites> conditionalWrites() {
        return Optional.of(new Conditional());
    }

    @Override
    public Optional<Listing> listing() {
        return Optional.of(new All());
    }

    @Override
    public Optional<Sweeping> sweeping() {
        return Optional.of(this::sweepNow);
    }

    @Override
    public Optional<Owners> owners() {
        return Optional.of(
                new MemoryOwners(ownerIndex, this::requireOpen, sid -> table.peek(sid) != null, this::destroy));
    }

    /** {@return reports of this store's own changes, on the thread that makes them} */
    @Override
    public Optional<Watching> watching() {
        return Optional.of(watching);
    }

    @Override
    public Set<Guarantee> guarantees() {
        return guarantees;
    }

    /**
     * Ends the sweeper, waits until its thread is gone and drops all sessions. It waits for a listener that is being called,
     * unless that listener calls this on the sweeper's own thread. A store that is never closed keeps its thread (a daemon) and
     * its sessions. A listing that is being read ends.
     */
    @Override
    public void close() {
        closed = true;
        watching.close();
        // First, so that the sweeper finds nothing more to publish.
        table.clear();
        ownerIndex.clear();
        if (sweeper != null) {
            sweeper.stop();
        }
    }

    private SessionTable.Write write(
            String sid,
            Instant expiresAt,
            Function<@Nullable Entry, @Nullable String> text,
            Function<String, StoreEvent> event) {
        SessionTable.Write write = table.write(sid, StoreArguments.toMillis(expiresAt), text);
        if (write.removed) {
            events.publish(new StoreEvent.Destroyed(sid));
        } else if (write.written) {
            events.publish(event.apply(sid));
            makeRoom();
        }
        return write;
    }

    private void makeRoom() {
        for (String sid = table.surplus(); sid != null; sid = table.surplus()) {
            if (sweep(1) == 0) {
                table.evict(sid);
                watching.changed(sid);
            }
        }
    }

    private int sweepNow(int atMost) {
        requireOpen();
        StoreArguments.requireAtMost(atMost);
        return sweep(atMost);
    }

    private int sweep(int atMost) {
        ownerIndex.prune(atMost);
        return table.sweep(atMost, sid -> events.publish(new StoreEvent.Expired(sid)));
    }

    void requireOpen() {
        StoreArguments.requireOpen(!closed);
    }

    private final class Conditional implements ConditionalWrites {

        @Override
        public boolean create(String sid, String data, Instant expiresAt) {
            requireOpen();
            StoreArguments.requireWrite(sid, data, expiresAt);
            return write(sid, expiresAt, live -> live == null ? data : null, StoreEvent.Saved::new).live == null;
        }

        @Override
        public WriteOutcome replace(String sid, String expectedData, String data, Instant expiresAt) {
            requireOpen();
            StoreArguments.requireWrite(sid, data, expiresAt);
            SessionTable.Write write = write(
                    sid,
                    expiresAt,
                    live -> live != null && live.data().equals(expectedData) ? data : null,
                    StoreEvent.Saved::new);
            if (write.written || write.removed) {
                return WriteOutcome.WRITTEN;
            }
            // Only now: a text that matched needs no check.
            StoreArguments.requireData(expectedData);
            return write.live == null ? WriteOutcome.GONE : WriteOutcome.CHANGED;
        }
    }

    private final class All implements Listing {

        @Override
        public Stream<String> sids() {
            requireOpen();
            return table.sids();
        }

        @Override
        public Optional<Instant> expiresAt(String sid) {
            requireOpen();
            return Optional.ofNullable(table.peek(Objects.requireNonNull(sid, "sid")))
                    .map(live -> Instant.ofEpochMilli(live.expiresAt()));
        }

        @Override
        public long count() {
            return sids().count();
        }

        @Override
        public void clear() {
            requireOpen();
            table.clear();
            ownerIndex.clear();
            watching.allChanged();
        }
    }

    /** Options of a {@link MemoryStore}, each with a sensible default. Not thread-safe. */
    public static final class Builder {

        private int maxSessions = Integer.MAX_VALUE;
        private Duration sweepEvery = Duration.ofSeconds(1);
        private InstantSource clock = InstantSource.system();

        private Builder() {}

        /**
         * Bounds the number of sessions; the store then declares {@link Guarantee#MAY_EVICT}. While many threads write, the
         * bound may for a moment be exceeded by one session per thread. Reads of a bounded store take one short common lock.
         *
         * @param maxSessions 1 or more; without bound unless given
         * @return this builder
         * @throws IllegalArgumentException when less than 1
         */
        public Builder maxSessions(int maxSessions) {
            if (maxSessions < 1) {
                throw new IllegalArgumentException("maxSessions is " + maxSessions + ", it must be 1 or more");
            }
            this.maxSessions = maxSessions;
            return this;
        }

        /**
         * How long an expired session stays in memory, and its end unpublished, at most, plus the time of a round. Measured in
         * real time, whatever the {@link #clock}. A round costs next to nothing while nothing expires.
         *
         * @param sweepEvery the pause between two rounds, 1 s unless given; zero for no thread: then only
         *     {@link Sweeping#sweep} removes expired records
         * @return this builder
         * @throws IllegalArgumentException when negative
         */
        public Builder sweepEvery(Duration sweepEvery) {
            if (sweepEvery.isNegative()) {
                throw new IllegalArgumentException("sweepEvery is " + sweepEvery + ", it must not be negative");
            }
            this.sweepEvery = sweepEvery;
            return this;
        }

        /**
         * The clock of the store.
         *
         * @param clock the system's unless given; called under a lock, so it must be fast and must not call this store
         * @return this builder
         */
        public Builder clock(InstantSource clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /**
         * Builds the store and starts its sweeper.
         *
         * @return a new, empty store, to be closed by the caller
         */
        public MemoryStore build() {
            return new MemoryStore(this);
        }
    }
}
