package dev.sessionstore.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionstore.memory.MemoryStore;
import dev.sessionstore.near.NearStore;
import dev.sessionstore.near.NearStoreBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NearStoreMetricsTest {

    private static final Instant LATER = Instant.now().plusSeconds(3600);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Figures figures = new Figures(registry);

    /** Three hits, two misses, and a change that is reported. */
    private static void use(NearStore near) {
        near.set("a", "1", LATER);
        near.get("a");
        near.get("a");
        near.get("a");
        near.set("a", "2", LATER);
        near.get("a");
        near.get("a");
    }

    private void assertFigures(NearStore near, String name) {
        assertThat(figures.functionCounter("session.store.near.gets", "store", name, "result", "hit"))
                .isEqualTo(near.statistics().hits())
                .isEqualTo(3);
        assertThat(figures.functionCounter("session.store.near.gets", "store", name, "result", "miss"))
                .isEqualTo(near.statistics().misses())
                .isEqualTo(2);
        assertThat(figures.functionCounter("session.store.near.unproven", "store", name))
                .isZero();
        assertThat(figures.functionCounter("session.store.near.invalidations", "store", name, "cause", "change"))
                .isEqualTo(near.statistics().changes())
                .isPositive();
        assertThat(figures.functionCounter("session.store.near.invalidations", "store", name, "cause", "loss"))
                .isEqualTo(near.statistics().losses());
        assertThat(figures.gauge("session.store.near.size", "store", name)).isEqualTo(1);
        assertThat(figures.gauge("session.store.near.staleness", "store", name))
                .as("seconds")
                .isEqualTo(NearStoreBuilder.DEFAULT_LEASE.toMillis() / 1000.0);
    }

    @Test
    void aStoreWithCopiesShowsThem() {
        try (MemoryStore memory = MemoryStore.builder().build()) {
            NearStore near = NearStore.over(memory).build();
            ObservedStore observed = ObservedStore.over(near, registry);
            use(near);
            assertFigures(near, "NearStore");
            observed.close();
            assertThat(registry.getMeters())
                    .noneMatch(meter -> meter.getId().getName().startsWith("session.store.near"));
        }
    }

    @Test
    void copiesOfAnObservedStoreAreReadByItsCalls() {
        ObservedStore observed = ObservedStore.over(MemoryStore.builder().build(), registry);
        try (observed;
                NearStore near = NearStore.over(observed).build()) {
            new NearStoreMetrics(near, "copies").bindTo(registry);
            use(near);
            assertFigures(near, "copies");
            assertThat(figures.calls()).isEqualTo(Map.of("watch done", 1.0, "set done", 2.0, "read found", 2.0));
        }
    }
}
