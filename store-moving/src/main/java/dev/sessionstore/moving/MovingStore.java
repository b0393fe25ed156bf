package dev.sessionstore.moving;

import dev.sessionstore.Availability;
import dev.sessionstore.ConditionalWrites;
import dev.sessionstore.Guarantee;
import dev.sessionstore.Listing;
import dev.sessionstore.Store;
import dev.sessionstore.StoreArguments;
import dev.sessionstore.StoreEvent;
import dev.sessionstore.StoreEvents;
import dev.sessionstore.StoreException;
import dev.sessionstore.Subscription;
import dev.sessionstore.WriteOutcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Moves an application from one store to another while it runs: a store in front of both, where every session stays reachable
 * under its id, with its text and its expiry, and nobody is logged out. Reads ask the new store, then the old; a write first
 * brings the session over; a background thread brings the rest. When {@link #progress()} says DONE, the application may use
 * the new store alone.
 *
 * <p><b>All nodes at once.</b> Any number of nodes may run a MovingStore over the same two stores, and they agree on every
 * session. A node (or a Node application) that still writes to the old store alone meanwhile does not see what was moved, so
 * switch all nodes before the move begins.
 *
 * <p><b>Cost</b> until the copy is done: a read costs one call to the new store for a session that was moved, two for one that
 * was not, three for an unknown id; a write costs one more call to the old store. Once done, only the new store
 * is asked: once for a read or a write, twice for touch and destroy, which look for the trace first.
 *
 * <p><b>Traces</b>: a session destroyed meanwhile leaves a record in the new store for one minute, whose text is JSON
 * {@code null} followed by blanks; that very text cannot be stored as data. A session that the new store refuses (too large, an
 * id that it cannot keep) stays readable in the old one and can be destroyed there only; see {@link Progress#refused()}.
 *
 * <p>Needs {@link Listing} of the old store and {@link ConditionalWrites} of the new one. Promises what both promise, except
 * {@link Guarantee#TELLS_EXPIRY}; the stores' own sweepers keep working. Both stores stay open when this one is closed.
 * Errors are those of the store that was asked: either being away can make a call fail. Thread-safe.
 */
public final class MovingStore implements Store {

    private final StoreEvents events = new StoreEvents();
    private final Availability availability = new Availability(events);
    private final Store from;
    private final Store to;
    private final Handover handover;
    private final Copier copier;
    private final Conditional conditional;
    private final Listing listing;
    private final InstantSource clock;
    private final Set<Guarantee> guarantees;
    private volatile boolean closed;

    private MovingStore(
            Store from, Listing fromListing, Store to, ConditionalWrites toWrites, Listing toListing, Builder b) {
        this.from = from;
        this.to = to;
        this.clock = b.clock;
        this.handover = new Handover(from, fromListing, to, toWrites, clock);
        this.conditional = new Conditional(to, toWrites, handover, clock);
        this.copier = new Copier(fromListing, handover, b.pause);
        this.listing = new BothSides(this::check, fromListing, toListing, handover, to);
        this.guarantees = common(from.guarantees(), to.guarantees());
    }

    /**
     * A move from one store to the other, both open and kept open.
     *
     * @param from the store in use until now; must be able to list its sessions
     * @param to the store to use from now on; must be able to write conditionally and to list
     * @return options, then {@link Builder#start()}
     */
    public static Builder builder(Store from, Store to) {
        return new Builder(from, to);
    }

    /** {@return how far the background copy of this node has come} */
    public Progress progress() {
        return copier.progress();
    }

    /**
     * Waits until the old store is empty.
     *
     * @param atMost how long to wait
     * @return true when it is, false when time ran out or this store was closed before
     * @throws InterruptedException when the waiting thread is interrupted
     */
    public boolean awaitDone(Duration atMost) throws InterruptedException {
        return copier.awaitDone(atMost);
    }

    @Override
    public Optional<String> get(String sid) {
        check();
        if (!StoreArguments.isSid(sid)) {
            return Optional.empty();
        }
        return call(() -> handover.read(sid));
    }

    @Override
    public void set(String sid, String data, Instant expiresAt) {
        requireWritable(sid, data, expiresAt);
        if (isPast(expiresAt)) {
            destroy(sid);
            return;
        }
        call(() -> {
            to.set(sid, data, expiresAt);
            handover.forget(sid);
            return true;
        });
        events.tell(new StoreEvent.Saved(sid));
    }

    @Override
    public boolean touch(String sid, Instant expiresAt) {
        check();
        StoreArguments.requireTouch(sid, expiresAt);
        if (isPast(expiresAt)) {
            return destroy(sid);
        }
        boolean touched = call(() -> {
            handover.settle(sid);
            return handover.touch(sid, expiresAt);
        });
        if (touched) {
            events.tell(new StoreEvent.Touched(sid));
        }
        return touched;
    }

    @Override
    public boolean destroy(String sid) {
        check();
        StoreArguments.requireSid(sid);
        boolean destroyed = call(() -> {
            handover.settle(sid);
            return handover.destroy(sid);
        });
        if (destroyed) {
            events.tell(new StoreEvent.Destroyed(sid));
        }
        return destroyed;
    }

    @Override
    public Optional<ConditionalWrites> conditionalWrites() {
        return Optional.of(new ConditionalWrites() {
            @Override
            public boolean create(String sid, String data, Instant expiresAt) {
                requireWritable(sid, data, expiresAt);
                boolean created = call(() -> conditional.create(sid, data, expiresAt));
                if (created && !isPast(expiresAt)) {
                    events.tell(new StoreEvent.Saved(sid));
                }
                return created;
            }

            @Override
            public WriteOutcome replace(String sid, String expectedData, String data, Instant expiresAt) {
                check();
                StoreArguments.requireReplace(sid, expectedData, data, expiresAt);
                requireUnreserved(data);
                requireUnreserved(expectedData);
                boolean removes = isPast(expiresAt);
                WriteOutcome outcome = call(() -> conditional.replace(sid, expectedData, data, expiresAt));
                if (outcome == WriteOutcome.WRITTEN) {
                    events.tell(removes ? new StoreEvent.Destroyed(sid) : new StoreEvent.Saved(sid));
                }
                return outcome;
            }
        });
    }

    @Override
    public Optional<Listing> listing() {
        return Optional.of(listing);
    }

    @Override
    public Set<Guarantee> guarantees() {
        return guarantees;
    }

    @Override
    public Duration resolution() {
        Duration old = from.resolution();
        return old.compareTo(to.resolution()) > 0 ? old : to.resolution();
    }

    @Override
    public <E extends StoreEvent> Subscription on(Class<E> type, Consumer<? super E> listener) {
        return events.on(type, listener);
    }

    /** Ends the background copy and waits for the session that it is moving. Both stores stay open. */
    @Override
    public void close() {
        closed = true;
        copier.close();
    }

    private <T> T call(Supplier<T> operation) {
        check();
        return availability.watch(operation);
    }

    private void check() {
        StoreArguments.requireOpen(!closed);
    }

    private boolean isPast(Instant expiresAt) {
        return !expiresAt.isAfter(clock.instant());
    }

    private void requireWritable(String sid, String data, Instant expiresAt) {
        check();
        StoreArguments.requireWrite(sid, data, expiresAt);
        requireUnreserved(data);
    }

    private static void requireUnreserved(String data) {
        if (Handover.isGravestone(data)) {
            throw new StoreException("This text is reserved for destroyed sessions while a store is being moved");
        }
    }

    private static Set<Guarantee> common(Set<Guarantee> some, Set<Guarantee> others) {
        EnumSet<Guarantee> both = EnumSet.noneOf(Guarantee.class);
        for (Guarantee guarantee : Guarantee.values()) {
            boolean in = guarantee == Guarantee.MAY_EVICT
                    ? some.contains(guarantee) || others.contains(guarantee)
                    : some.contains(guarantee) && others.contains(guarantee);
            if (in && guarantee != Guarantee.TELLS_EXPIRY) {
                both.add(guarantee);
            }
        }
        return Set.copyOf(both);
    }

    /** The options of a move. */
    public static final class Builder {
        private final Store from;
        private final Store to;
        private InstantSource clock = InstantSource.system();
        private Duration pause = Duration.ZERO;

        private Builder(Store from, Store to) {
            this.from = Objects.requireNonNull(from, "from");
            this.to = Objects.requireNonNull(to, "to");
        }

        /**
         * Where now comes from; it must be the clock of both stores.
         *
         * @param source the clock; by default the system's
         * @return this
         */
        public Builder clock(InstantSource source) {
            this.clock = Objects.requireNonNull(source, "clock");
            return this;
        }

        /**
         * Goes easy on the stores.
         *
         * @param between how long the background copy rests after each session; by default not at all
         * @return this
         */
        public Builder pause(Duration between) {
            if (between.isNegative()) {
                throw new IllegalArgumentException("pause is negative: " + between);
            }
            this.pause = between;
            return this;
        }

        /**
         * Begins the move. Both stores must answer; a record that is written to the new one for a moment and looked for in the
         * old one tells whether they have the same sessions.
         *
         * @return the store to use in the place of the old one
         * @throws IllegalArgumentException when both are the same store or have the same sessions, or one lacks an ability that
         *     the move needs
         * @throws StoreException when one of them does not answer or refuses; nothing has been moved then
         */
        public MovingStore start() {
            if (from == to) {
                throw new IllegalArgumentException("from and to are the same store");
            }
            Listing fromListing = from.listing()
                    .orElseThrow(
                            () -> new IllegalArgumentException("from must be able to list its sessions (listing())"));
            Listing toListing = to.listing()
                    .orElseThrow(
                            () -> new IllegalArgumentException("to must be able to list its sessions (listing())"));
            ConditionalWrites toWrites = to.conditionalWrites()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "to must be able to create and replace in one atomic step (conditionalWrites())"));
            if (SameSessions.of(from, to, clock.instant())) {
                throw new IllegalArgumentException(
                        "from and to have the same sessions, so there is nothing to move: use to");
            }
            MovingStore store = new MovingStore(from, fromListing, to, toWrites, toListing, this);
            store.copier.start();
            return store;
        }
    }
}
