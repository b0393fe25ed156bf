package dev.sessionstore.micrometer;

import dev.sessionstore.Store;
import dev.sessionstore.near.NearStatistics;
import dev.sessionstore.near.NearStore;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;

/**
 * What a {@link NearStore} says about its copies, as meters named {@code session.store.near.*}. For a NearStore in front of an
 * {@link ObservedStore}, whose calls are then those that are sent; an ObservedStore in front of a NearStore has these meters by
 * itself. Each look at a meter costs what {@link NearStore#statistics} does. Thread-safe.
 */
public final class NearStoreMetrics implements MeterBinder {

    private final NearStore near;
    private final String name;

    /**
     * @param near the store with copies; the registry does not keep it from being collected
     * @param name the value of the label {@code store}
     */
    public NearStoreMetrics(NearStore near, String name) {
        this.near = Objects.requireNonNull(near, "near");
        this.name = Objects.requireNonNull(name, "name");
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        register(near, registry, Tags.of("store", name));
    }

    /**
     * @param store a NearStore
     * @return what was registered
     */
    static List<Meter> register(Store store, MeterRegistry registry, Tags tags) {
        NearStore near = (NearStore) store;
        return List.of(
                counter(near, "gets", NearStatistics::hits)
                        .description("Reads that a copy answered, or the store behind")
                        .tags(tags.and("result", "hit"))
                        .register(registry),
                counter(near, "gets", NearStatistics::misses)
                        .description("Reads that a copy answered, or the store behind")
                        .tags(tags.and("result", "miss"))
                        .register(registry),
                counter(near, "unproven", NearStatistics::unproven)
                        .description("Misses where there was a copy that could not be trusted at that moment")
                        .tags(tags)
                        .register(registry),
                counter(near, "invalidations", NearStatistics::changes)
                        .description("Reports of a changed session, and losses of the link, which drop all copies")
                        .tags(tags.and("cause", "change"))
                        .register(registry),
                counter(near, "invalidations", NearStatistics::losses)
                        .description("Reports of a changed session, and losses of the link, which drop all copies")
                        .tags(tags.and("cause", "loss"))
                        .register(registry),
                Gauge.builder(
                                "session.store.near.size",
                                near,
                                it -> it.statistics().entries())
                        .description("Copies of sessions in this process")
                        .tags(tags)
                        .register(registry),
                TimeGauge.builder(
                                "session.store.near.staleness",
                                near,
                                TimeUnit.NANOSECONDS,
                                it -> it.staleness().toNanos())
                        .description("How old a read may be at most")
                        .tags(tags)
                        .register(registry));
    }

    private static FunctionCounter.Builder<NearStore> counter(
            NearStore near, String name, ToLongFunction<NearStatistics> figure) {
        return FunctionCounter.builder(
                "session.store.near." + name, near, store -> figure.applyAsLong(store.statistics()));
    }
}
