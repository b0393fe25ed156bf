package dev.sessionstore.migration;

import dev.sessionstore.ConditionalWrites;
import dev.sessionstore.Guarantee;
import dev.sessionstore.Listing;
import dev.sessionstore.Owners;
import dev.sessionstore.Store;
import dev.sessionstore.StoreArguments;
import dev.sessionstore.StoreEvent;
import dev.sessionstore.StoreException;
import dev.sessionstore.Subscription;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Moves an application from one store to another while it runs: a store in front of both, where every session stays reachable
 * under its id, with its text and its expiry. Reads call the new store, then the old. A write first moves the session. A
 * background thread moves the rest. When {@link #progress()} is DONE, the application may use the new store alone.
 *
 * <p><b>All nodes at once.</b> Any number of nodes may run a MigratingStore over the same two stores, and they agree on every
 * session. A node (or a Node application) that still uses the old store alone does not see what was moved, so switch all nodes
 * before the migration begins.
 *
 * <p><b>Cost</b> until the copy is done: a read costs one call to the new store for a session that was moved, two for one that
 * was not, three for an unknown id; a write costs one more call to the old store. Once done, only the new store is called (but see {@link
 * #owners()}): once for a read or a write, twice for touch and destroy, which look for a tombstone first.
 *
 * <p><b>Time</b>: a call is up to six calls of the two stores, each with its own timeout. No step begins after
 * {@link Builder#timeout}, so a call ends within that timeout and the bound of one call of the slower store.
 *
 * <p><b>Tombstones</b>: a session destroyed or cleared meanwhile leaves a record in the new store for 20 minutes, whose text is
 * JSON {@code null} followed by blanks; that exact text cannot be stored as data. It blocks a copy of the session that another
 * node has sent to the new store and given up. A copy that takes longer than 19 minutes to arrive, longer than TCP retransmits,
 * would bring the session back. A session that the new store refuses (too large, an id that it cannot keep) stays readable in
 * the old one and can be destroyed there only; see {@link Progress#refused()}. Clearing leaves the new store's entries of owners,
 * which are dead then and end by themselves.
 *
 * <p>Needs {@link Listing} of the old store and {@link ConditionalWrites} of the new one. Promises what both promise, except
 * {@link Guarantee#EXPIRED_EVENTS}; the stores' own sweepers keep working. Both stores stay open when this one is closed.
 * Errors are those of the store that was called: a call may fail when either is unavailable. Thread-safe.
 */
public final class MigratingStore implements Store {

    private final StoreState state;
    private final Store from;
    private final Store to;
    private final Migration migration;
    private final Copier copier;
    private final Conditional conditional;
    private final Listing listing;
    private final Optional<Owners> owners;
    private final Set<Guarantee> guarantees;

    private MigratingStore(Listing fromListing, long total, ConditionalWrites toWrites, Listing toListing, Builder b) {
        this.from = b.from;
        this.to = b.to;
        this.state = new StoreState(b.timeout, b.clock);
        this.migration = new Migration(from, fromListing, to, toWrites, b.clock);
        this.conditional = new Conditional(state, to, toWrites, migration);
        this.copier = new Copier(state, fromListing, migration, total, b.pause, b.concurrency);
        this.listing = new UnionListing(state, fromListing, toListing, migration, to);
        this.owners = from.owners()
                .flatMap(old -> to.owners().map(index -> new UnionOwners(state, old, index, migration, this::destroy)));
        this.guarantees = CommonGuarantees.of(from.guarantees(), to.guarantees());
    }

    /**
     * A migration from one store to the other. Both stay open.
     *
     * @param from the store in use until now; must be able to list its sessions
     * @param to the store to use from now on; must be able to write conditionally and to list
     * @return options, then {@link Builder#start()}
     */
    public static Builder builder(Store from, Store to) {
        return new Builder(from, to);
    }

    /** {@return the progress of the background copy of this node} */
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
        state.requireOpen();
        if (!StoreArguments.isSid(sid)) {
            return Optional.empty();
        }
        return state.call(deadline -> migration.read(sid, deadline));
    }

    @Override
    public void set(String sid, String data, Instant expiresAt) {
        state.requireOpen();
        StoreArguments.requireWrite(sid, data, expiresAt);
        Migration.requireUnreserved(data);
        if (state.isPast(expiresAt)) {
            destroy(sid);
            return;
        }
        state.call(deadline -> {
            to.set(sid, data, expiresAt);
            migration.removeFromOld(sid, deadline);
            return true;
        });
        state.publish(new StoreEvent.Saved(sid));
    }

    @Override
    public boolean touch(String sid, Instant expiresAt) {
        state.requireOpen();
        StoreArguments.requireTouch(sid, expiresAt);
        if (state.isPast(expiresAt)) {
            return destroy(sid);
        }
        boolean touched = state.call(deadline -> {
            migration.migrate(sid, deadline);
            return migration.touch(sid, expiresAt, deadline);
        });
        if (touched) {
            state.publish(new StoreEvent.Touched(sid));
        }
        return touched;
    }

    @Override
    public boolean destroy(String sid) {
        state.requireOpen();
        StoreArguments.requireSid(sid);
        return state.destroyed(sid, state.call(deadline -> {
            migration.migrate(sid, deadline);
            return migration.destroy(sid, deadline);
        }));
    }

    @Override
    public Optional<ConditionalWrites> conditionalWrites() {
        return Optional.of(conditional);
    }

    @Override
    public Optional<Listing> listing() {
        return Optional.of(listing);
    }

    /**
     * {@return the entries of both stores, or empty unless both have an index of owners}
     *
     * <p>New entries go to the new store. Those of the old one stay there and count as long as their session is live, wherever it is.
     * A listing gives the sessions of the old index, then the others, in the order of each index, and reads each. {@code destroyAll}
     * destroys as {@link #destroy} does, and a session that the new store refuses in the old one.
     *
     * <p>The old index is read after the copy is DONE too, until the old store is closed: a session that was only moved has its entry
     * there. Run the session layer's {@code reindex()} while this store is in use; then the new index has all entries.
     */
    @Override
    public Optional<Owners> owners() {
        return owners;
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
        return state.events.on(type, listener);
    }

    /**
     * Ends the background copy and waits for the sessions that it is moving, unless a listener of one of the stores calls this
     * on the thread that moves one. Both stores stay open.
     */
    @Override
    public void close() {
        state.close();
        copier.close();
    }

    /** The options of a migration. */
    public static final class Builder {
        private final Store from;
        private final Store to;
        private InstantSource clock = InstantSource.system();
        private Duration pause = Duration.ZERO;
        private Duration timeout = Duration.ofSeconds(2);
        private int concurrency = 4;

        private Builder(Store from, Store to) {
            this.from = Objects.requireNonNull(from, "from");
            this.to = Objects.requireNonNull(to, "to");
        }

        /**
         * The clock, which must be that of both stores.
         *
         * @param source the system's by default
         * @return this
         */
        public Builder clock(InstantSource source) {
            this.clock = Objects.requireNonNull(source, "clock");
            return this;
        }

        /**
         * Lowers the load of the background copy.
         *
         * @param between the pause before the copy begins with the next session; none by default
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
         * How many sessions the background copy of this node moves at once.
         *
         * @param sessions 1 to 64, by default 4; each takes a thread, and a connection of each store
         * @return this
         */
        public Builder concurrency(int sessions) {
            if (sessions < 1 || sessions > 64) {
                throw new IllegalArgumentException("concurrency is " + sessions + ", it must be 1 to 64");
            }
            this.concurrency = sessions;
            return this;
        }

        /**
         * How long after the begin of a call its last step may begin, whatever the stores' own timeouts are.
         *
         * @param perCall positive, up to one minute; by default 2 s. Not shorter than the timeouts of the two stores
         * @return this
         */
        public Builder timeout(Duration perCall) {
            if (perCall.isNegative() || perCall.isZero() || perCall.compareTo(Duration.ofMinutes(1)) > 0) {
                throw new IllegalArgumentException(
                        "timeout is " + perCall + ", it must be positive and no longer than one minute");
            }
            this.timeout = perCall;
            return this;
        }

        /**
         * Begins the migration. Both stores must answer: a record is written to the new one for a moment, and the old one is
         * listed once to check that the record does not appear there.
         *
         * @return the store to use in place of the old one
         * @throws IllegalArgumentException when both are the same store or have the same sessions, or the old one lists those of
         *     the new one as its own (prefixes such as {@code sess:} and {@code sess:v2:}), or one lacks an ability that the
         *     migration needs
         * @throws StoreException when one of them does not answer or refuses; nothing is moved then
         */
        public MigratingStore start() {
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
            long total = Inspection.count(from, fromListing, to, clock.instant());
            MigratingStore store = new MigratingStore(fromListing, total, toWrites, toListing, this);
            store.copier.start();
            return store;
        }
    }
}
