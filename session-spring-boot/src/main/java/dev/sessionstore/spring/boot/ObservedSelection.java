package dev.sessionstore.spring.boot;

import dev.sessionstore.Store;
import dev.sessionstore.micrometer.ObservedStore;
import dev.sessionstore.micrometer.ObservedStoreBuilder;
import dev.sessionstore.micrometer.SessionMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;

/**
 * Shows the store and the session layer in the application's metrics, and the store in its traces. Loaded only where store-micrometer is.
 *
 * @param meters null for no metrics
 * @param observations null for no traces
 * @param system the kind of database that the URL names; null when it names none
 */
record ObservedSelection(
        @Nullable MeterRegistry meters,
        @Nullable ObservationRegistry observations,
        @Nullable String system) {

    static ObservedSelection of(SessionStoreProperties properties, ListableBeanFactory beans) {
        return new ObservedSelection(
                properties.metrics().enabled()
                        ? beans.getBeanProvider(MeterRegistry.class).getIfUnique()
                        : null,
                properties.tracing().enabled()
                        ? beans.getBeanProvider(ObservationRegistry.class).getIfUnique()
                        : null,
                system(properties.url()));
    }

    private static @Nullable String system(@Nullable String url) {
        String[] parts = url == null ? new String[0] : url.split(":", 3);
        return parts.length == 3 && parts[0].equals("jdbc") ? parts[1] : null;
    }

    /** {@return what makes a session manager count what it does} */
    Stream<SessionManagerCustomizer> customizers() {
        if (meters == null) {
            return Stream.empty();
        }
        SessionMetrics figures = new SessionMetrics(meters);
        return Stream.of(manager -> manager.onActivity(figures));
    }

    /** {@return what was opened, or around it a store that shows its calls} */
    Store open(Supplier<Store> opening) {
        Store store = opening.get();
        if (meters == null && observations == null) {
            return store;
        }
        ObservedStoreBuilder observed = ObservedStore.builder(store);
        if (meters != null) {
            observed.meters(meters);
        }
        if (observations != null) {
            observed.observations(observations);
        }
        if (system != null) {
            observed.system(system);
        }
        return observed.build();
    }
}
