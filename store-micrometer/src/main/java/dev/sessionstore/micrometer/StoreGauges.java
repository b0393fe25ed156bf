package dev.sessionstore.micrometer;

import dev.sessionstore.Store;
import dev.sessionstore.StoreEvent;
import dev.sessionstore.Subscription;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;

/** Whether a store is connected, by its events, and what it says about its copies. In the registry until it is closed. */
final class StoreGauges implements AutoCloseable {

    static final String CONNECTED = "session.store.connected";

    private final MeterRegistry registry;
    private final List<Meter> meters = new ArrayList<>();
    private final List<Subscription> subscriptions = new ArrayList<>();
    private volatile int connected = 1;

    StoreGauges(Store store, MeterRegistry registry, Tags tags) {
        this.registry = registry;
        meters.add(Gauge.builder(CONNECTED, this, gauges -> gauges.connected)
                .description("1 while the session store answers, 0 during an outage")
                .tags(tags)
                .register(registry));
        Counter outages = Counter.builder("session.store.outages")
                .description("How often the session store became unavailable")
                .tags(tags)
                .register(registry);
        subscriptions.add(store.on(StoreEvent.Connected.class, event -> connected = 1));
        subscriptions.add(store.on(StoreEvent.Disconnected.class, event -> {
            connected = 0;
            outages.increment();
        }));
        if (isNear(store)) {
            meters.addAll(NearStoreMetrics.register(store, registry, tags));
        }
    }

    /** By name, since the application need not have the module. */
    private static boolean isNear(Store store) {
        return store.getClass().getName().equals("dev.sessionstore.near.NearStore");
    }

    @Override
    public void close() {
        subscriptions.forEach(Subscription::cancel);
        meters.forEach(registry::remove);
    }
}
