package dev.sessionstore.micrometer;

import dev.sessionstore.ConditionalWrites;
import dev.sessionstore.Guarantee;
import dev.sessionstore.Listing;
import dev.sessionstore.Owners;
import dev.sessionstore.Store;
import dev.sessionstore.StoreEvent;
import dev.sessionstore.Subscription;
import dev.sessionstore.Sweeping;
import dev.sessionstore.Watching;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A store whose calls are seen in Micrometer's metrics, in its traces, or in both:
 *
 * <pre>{@code
 * Store store = ObservedStore.over(LettuceStore.open("redis://localhost:6379"), registry);
 * }</pre>
 *
 * <p>Everything else is the store behind: its abilities, guarantees, events and errors; and {@link #close()} closes it, and takes
 * the gauges out of the registry. No name and no label of a meter or an observation ever holds a sid, an owner or data, and no
 * listing is walked for a gauge. The names, and the values that each label can have, are listed in docs/observability.md.
 *
 * <p>Meters: {@code session.store.operations} counts calls by {@code operation} and {@code outcome},
 * {@code session.store.operation.duration} times them ({@link ObservedStoreBuilder#measureOneIn}),
 * {@code session.store.data.read} and {@code session.store.data.written} count bytes, {@code session.store.connected} and
 * {@code session.store.outages} follow the store's events. A {@link dev.sessionstore.near.NearStore} has those of
 * {@link NearStoreMetrics} besides.
 *
 * <p>Observations: {@code session.store.operation} for each call, with {@code db.system}, {@code db.operation} and
 * {@code outcome}. Thread-safe.
 */
public final class ObservedStore implements Store {

    private final Store store;
    private final Calls calls;
    private final @Nullable StoreGauges gauges;

    ObservedStore(Store store, Calls calls, @Nullable StoreGauges gauges) {
        this.store = store;
        this.calls = calls;
        this.gauges = gauges;
    }

    /**
     * A store with meters and the defaults of {@link ObservedStoreBuilder}.
     *
     * @param store the one behind; closed with this one
     * @param registry where the meters are
     */
    public static ObservedStore over(Store store, MeterRegistry registry) {
        return builder(store).meters(registry).build();
    }

    /**
     * A builder of stores with meters, observations or both.
     *
     * @param store the one behind; closed with this one
     */
    public static ObservedStoreBuilder builder(Store store) {
        return new ObservedStoreBuilder(store);
    }

    @Override
    public Optional<String> get(String sid) {
        Optional<String> data = calls.make(Operation.GET, () -> store.get(sid), Outcome::ofRead);
        if (data.isPresent()) {
            calls.read(data.get());
        }
        return data;
    }

    @Override
    public void set(String sid, String data, Instant expiresAt) {
        calls.make(Operation.SET, () -> store.set(sid, data, expiresAt));
        calls.written(data);
    }

    @Override
    public boolean touch(String sid, Instant expiresAt) {
        return calls.make(Operation.TOUCH, () -> store.touch(sid, expiresAt), Outcome::ofChange);
    }

    @Override
    public boolean destroy(String sid) {
        return calls.make(Operation.DESTROY, () -> store.destroy(sid), Outcome::ofChange);
    }

    @Override
    public <E extends StoreEvent> Subscription on(Class<E> type, Consumer<? super E> listener) {
        return store.on(type, listener);
    }

    @Override
    public <E extends StoreEvent> Subscription once(Class<E> type, Consumer<? super E> listener) {
        return store.once(type, listener);
    }

    @Override
    public Optional<ConditionalWrites> conditionalWrites() {
        return store.conditionalWrites().map(writes -> new ObservedConditionalWrites(calls, writes));
    }

    @Override
    public Optional<Listing> listing() {
        return store.listing().map(listing -> new ObservedListing(calls, listing));
    }

    @Override
    public Optional<Sweeping> sweeping() {
        return store.sweeping()
                .map(sweeping ->
                        atMost -> calls.make(Operation.SWEEP, () -> sweeping.sweep(atMost), removed -> Outcome.DONE));
    }

    @Override
    public Optional<Owners> owners() {
        return store.owners().map(owners -> new ObservedOwners(calls, owners));
    }

    @Override
    public Optional<Watching> watching() {
        return store.watching().map(watching -> new ObservedWatching(calls, watching));
    }

    @Override
    public Set<Guarantee> guarantees() {
        return store.guarantees();
    }

    @Override
    public Duration resolution() {
        return store.resolution();
    }

    @Override
    public Duration staleness() {
        return store.staleness();
    }

    /** Closes the store behind. The counters stay in the registry, the gauges do not. */
    @Override
    public void close() {
        try {
            store.close();
        } finally {
            if (gauges != null) {
                gauges.close();
            }
        }
    }
}
