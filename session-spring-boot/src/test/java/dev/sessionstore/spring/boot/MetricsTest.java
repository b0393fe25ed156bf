package dev.sessionstore.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionstore.Store;
import dev.sessionstore.memory.MemoryStore;
import dev.sessionstore.micrometer.ObservedStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

/** The store in the application's metrics and traces. */
class MetricsTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final List<String> observed = new ArrayList<>();
    private final WebApplicationContextRunner application = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(SessionStoreAutoConfiguration.class))
            .withPropertyValues("session-store.url=memory:");
    private final WebApplicationContextRunner measured = application.withBean(MeterRegistry.class, () -> registry);

    private ObservationRegistry observations() {
        ObservationRegistry observations = ObservationRegistry.create();
        observations.observationConfig().observationHandler(new ObservationHandler<>() {
            @Override
            public void onStop(Observation.Context context) {
                context.getLowCardinalityKeyValues()
                        .forEach(pair -> observed.add(pair.getKey() + "=" + pair.getValue()));
            }

            @Override
            public boolean supportsContext(Observation.Context context) {
                return true;
            }
        });
        return observations;
    }

    private double calls() {
        return registry.get("session.store.operations")
                .tag("operation", "get")
                .counter()
                .count();
    }

    @Test
    void whereThereIsARegistryTheStoreIsMeasured() {
        measured.withBean(ObservationRegistry.class, this::observations).run(context -> {
            assertThat(context).getBean(Store.class).isInstanceOf(ObservedStore.class);
            context.getBean(Store.class).get("a");
            assertThat(calls()).isEqualTo(1);
        });
        assertThat(observed).isEmpty();
        assertThat(registry.find("session.store.connected").gauges())
                .as("the store is closed with the context")
                .isEmpty();
    }

    @Test
    void withoutARegistryOrTheModuleOrByThePropertyItIsNot() {
        application.run(context -> assertThat(context).getBean(Store.class).isInstanceOf(MemoryStore.class));
        measured.withPropertyValues("session-store.metrics.enabled=false")
                .run(context -> assertThat(context).getBean(Store.class).isInstanceOf(MemoryStore.class));
        measured.withClassLoader(new FilteredClassLoader(ObservedStore.class))
                .run(context -> assertThat(context).getBean(Store.class).isInstanceOf(MemoryStore.class));
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void byAPropertyEachCallIsAnObservationThatNamesTheDatabase() {
        measured.withBean(ObservationRegistry.class, this::observations)
                .withPropertyValues(
                        "session-store.tracing.enabled=true",
                        "session-store.url=jdbc:h2:mem:traced",
                        "session-store.secrets=0123456789abcdef0123456789abcdef")
                .run(context -> context.getBean(Store.class).get("a"));
        assertThat(observed).containsExactly("db.operation=get", "db.system=h2", "outcome=absent");
        assertThat(calls()).isEqualTo(1);
    }
}
