package dev.sessionstore.micrometer;

import dev.sessionstore.Guarantee;
import dev.sessionstore.Store;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.observation.ObservationRegistry;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The options of an {@link ObservedStore}. Not thread-safe. */
public final class ObservedStoreBuilder {

    /** At two looks at the clock for each of them, below 3 % of a read from memory. */
    private static final int ONE_IN_OF_MEMORY = 64;

    private final Store store;
    private @Nullable MeterRegistry meters;
    private @Nullable ObservationRegistry observations;
    private @Nullable String name;
    private @Nullable String system;
    private int oneIn;

    ObservedStoreBuilder(Store store) {
        this.store = Objects.requireNonNull(store, "store");
        this.oneIn = store.guarantees().contains(Guarantee.SHARED) ? 1 : ONE_IN_OF_MEMORY;
    }

    /**
     * Counts and times the calls.
     *
     * @param registry where the meters are
     */
    public ObservedStoreBuilder meters(MeterRegistry registry) {
        this.meters = Objects.requireNonNull(registry, "registry");
        return this;
    }

    /**
     * Makes each call an observation, so that traces show it. A handler that turns observations into timers makes one of its own,
     * {@code session.store.operation}; choose that, or {@link #meters}, unless both are wanted.
     *
     * @param registry where the handlers are; with {@link ObservationRegistry#NOOP} there is no observation
     */
    public ObservedStoreBuilder observations(ObservationRegistry registry) {
        this.observations = Objects.requireNonNull(registry, "registry");
        return this;
    }

    /**
     * The value of the label {@code store}. When the registry already has a store with that name which is not closed, a number is
     * added: {@code sessions-2}.
     *
     * @param label by default the name of the store's class
     */
    public ObservedStoreBuilder name(String label) {
        this.name = Objects.requireNonNull(label, "label");
        return this;
    }

    /**
     * The value of {@code db.system}, as OpenTelemetry lists them: {@code redis}, {@code postgresql}, {@code mariadb}.
     *
     * @param label by default {@code redis} for our Redis stores, {@code memory} for the memory store, and {@code other_sql} for
     *     JdbcStore; for others the name of their class
     */
    public ObservedStoreBuilder system(String label) {
        this.system = Objects.requireNonNull(label, "label");
        return this;
    }

    /**
     * How many calls there are for each whose time and bytes are measured, chosen at random. Every call is counted, whatever this
     * is; bytes are multiplied by it, so they are an estimate unless it is 1. Observations are made of all calls.
     *
     * @param calls 1 or more; by default 1 for a store that nodes share ({@link Guarantee#SHARED}), and 64 for others, where looking
     *     at the clock would cost as much as a tenth of a call
     * @throws IllegalArgumentException when less than 1
     */
    public ObservedStoreBuilder measureOneIn(int calls) {
        if (calls < 1) {
            throw new IllegalArgumentException("measureOneIn: at least 1, was " + calls);
        }
        this.oneIn = calls;
        return this;
    }

    /**
     * Registers the meters.
     *
     * @throws IllegalArgumentException when there is neither a registry for meters nor one for observations
     */
    public ObservedStore build() {
        if (meters == null && observations == null) {
            throw new IllegalArgumentException("meters or observations: at least one registry is needed");
        }
        Calls calls = new UnmeteredCalls();
        StoreGauges gauges = null;
        if (meters != null) {
            Tags tags = Tags.of("store", unused(name != null ? name : StoreNames.label(store), meters));
            calls = new MeteredCalls(meters, tags, oneIn);
            gauges = new StoreGauges(store, meters, tags);
        }
        if (observations != null && !observations.isNoop()) {
            calls = new TracedCalls(calls, observations, system != null ? system : StoreNames.system(store));
        }
        return new ObservedStore(store, calls, gauges);
    }

    /** A gauge belongs to one store. */
    private static String unused(String name, MeterRegistry registry) {
        String free = name;
        for (int i = 2; registry.find(StoreGauges.CONNECTED).tag("store", free).gauge() != null; i++) {
            free = name + "-" + i;
        }
        return free;
    }
}
