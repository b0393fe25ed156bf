package dev.sessionstore.near;

import dev.sessionstore.ConditionalWrites;
import dev.sessionstore.Guarantee;
import dev.sessionstore.Listing;
import dev.sessionstore.Owners;
import dev.sessionstore.Store;
import dev.sessionstore.StoreArguments;
import dev.sessionstore.StoreEvent;
import dev.sessionstore.Subscription;
import dev.sessionstore.Sweeping;
import dev.sessionstore.Watch.Reading;
import dev.sessionstore.Watching;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A store in front of another one that keeps copies of the sessions it has read, so that most reads send nothing:
 *
 * <pre>{@code
 * Store redis = LettuceStore.open("redis://localhost:6379");
 * Store store = NearStore.over(redis).build();
 * }</pre>
 *
 * <p><b>What is promised.</b> A read shows every write that was acknowledged longer than {@link #staleness()} before it began, on any
 * node, also while the link to the backend is cut, hangs or is half-open; without a fault it shows it within milliseconds. Own writes
 * are seen at once. Writes and everything else go to the store behind, so a change that was built on an old copy comes back
 * {@link dev.sessionstore.WriteOutcome#CHANGED}, and no session comes back from the dead. A session ends by its expiry without anybody
 * asking.
 *
 * <p><b>How.</b> A copy is used only while the {@linkplain Watching reports of changes} lag behind by no more than the lease, which is
 * proved by answers on the very connection that reports. When that connection is lost all copies are dropped. While it cannot prove
 * itself reads go to the store behind. A read during a change never becomes a copy. That a session is absent is not kept.
 *
 * <p>Over a store that reports no changes ({@link Store#watching()} is empty) the user has to state how old a read may be
 * ({@link NearStoreBuilder#maxStaleness}); a copy is used that long and no longer.
 *
 * <p>The store behind stays open when this one is closed. Events are those of the store behind. Thread-safe.
 */
public final class NearStore implements Store {

    private final Store store;
    private final Copies copies;
    private final Source source;
    private final InstantSource clock;
    private final Duration staleness;
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder unproven = new LongAdder();
    private volatile boolean closed;

    NearStore(Store store, Copies copies, Source source, InstantSource clock, Duration staleness) {
        this.store = store;
        this.copies = copies;
        this.source = source;
        this.clock = clock;
        this.staleness = staleness;
    }

    /**
     * A builder of stores in front of another one.
     *
     * @param store the one behind; stays open
     */
    public static NearStoreBuilder over(Store store) {
        return new NearStoreBuilder(store);
    }

    @Override
    public Optional<String> get(String sid) {
        requireOpen();
        Objects.requireNonNull(sid, "sid");
        // Before the copy is looked up: a late report must not arrive between the two.
        boolean proven = source.isProven();
        Copy copy = copies.find(sid);
        if (copy != null) {
            if (!copy.isLive(clock.instant(), System.nanoTime())) {
                copies.forget(sid);
            } else if (proven) {
                hits.increment();
                return Optional.of(copy.data());
            } else {
                unproven.increment();
            }
        }
        misses.increment();
        return read(sid);
    }

    private Optional<String> read(String sid) {
        Copies.Ticket ticket = copies.begin(sid);
        Instant before = clock.instant();
        Reading reading = source.read(sid);
        String data = reading.data();
        if (data != null && reading.watched()) {
            copies.put(sid, Copy.of(data, ticket, before, reading.expiresAt(), source.longest()), ticket);
        }
        return Optional.ofNullable(data);
    }

    @Override
    public void set(String sid, String data, Instant expiresAt) {
        write(sid, () -> {
            store.set(sid, data, expiresAt);
            return true;
        });
    }

    @Override
    public boolean touch(String sid, Instant expiresAt) {
        return writes(sid, () -> store.touch(sid, expiresAt));
    }

    @Override
    public boolean destroy(String sid) {
        return writes(sid, () -> store.destroy(sid));
    }

    private boolean writes(String sid, BooleanSupplier write) {
        return write(sid, write::getAsBoolean);
    }

    /** A read between the two may see the old text or the new one, and is not kept. */
    <T> T write(String sid, Supplier<T> write) {
        requireOpen();
        copies.forget(Objects.requireNonNull(sid, "sid"));
        try {
            return write.get();
        } finally {
            copies.forget(sid);
        }
    }

    /** Runs a write of many sessions. */
    <T> T writeMany(Supplier<T> write) {
        requireOpen();
        copies.forgetAll();
        try {
            return write.get();
        } finally {
            copies.forgetAll();
        }
    }

    void requireOpen() {
        StoreArguments.requireOpen(!closed);
    }

    @Override
    public <E extends StoreEvent> Subscription on(Class<E> type, Consumer<? super E> listener) {
        return store.on(type, listener);
    }

    @Override
    public Optional<ConditionalWrites> conditionalWrites() {
        return store.conditionalWrites().map(writes -> new NearConditionalWrites(this, writes));
    }

    @Override
    public Optional<Listing> listing() {
        return store.listing().map(listing -> new NearListing(this, listing));
    }

    @Override
    public Optional<Sweeping> sweeping() {
        return store.sweeping().map(sweeping -> atMost -> {
            requireOpen();
            return sweeping.sweep(atMost);
        });
    }

    @Override
    public Optional<Owners> owners() {
        return store.owners().map(owners -> new NearOwners(this, owners));
    }

    /** {@return the reports of the store behind} */
    @Override
    public Optional<Watching> watching() {
        return store.watching().map(watching -> (watcher, proofEvery) -> {
            requireOpen();
            return watching.watch(watcher, proofEvery);
        });
    }

    @Override
    public Set<Guarantee> guarantees() {
        return store.guarantees();
    }

    @Override
    public Duration resolution() {
        return store.resolution();
    }

    /** {@return the lease, or what the user stated; and the staleness of the store behind} */
    @Override
    public Duration staleness() {
        return staleness;
    }

    /** {@return what the copies have done until now; the numbers are not of one instant} */
    public NearStatistics statistics() {
        return new NearStatistics(
                hits.sum(), misses.sum(), unproven.sum(), copies.reported(), copies.losses(), copies.size());
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            source.close();
            copies.forgetAll();
        }
    }
}
