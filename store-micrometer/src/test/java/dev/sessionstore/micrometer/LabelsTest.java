package dev.sessionstore.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sessionstore.ConditionalWrites;
import dev.sessionstore.Owners;
import dev.sessionstore.Store;
import dev.sessionstore.StoreException;
import dev.sessionstore.memory.MemoryStore;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LabelsTest {

    private static final Instant LATER = Instant.now().plusSeconds(3600);
    private static final String SECRET = "hunter2";

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final RecordedObservations observations = new RecordedObservations();

    private ObservedStore observed(Store behind) {
        return ObservedStore.builder(behind)
                .meters(registry)
                .observations(observations.registry())
                .build();
    }

    private static Stream<String> hostileIds() {
        return Stream.of(
                SECRET,
                SECRET + "\",outcome=\"done",
                SECRET + "\n# TYPE session_store_operations counter",
                "{" + SECRET + "}",
                SECRET + ";db.system=x",
                "%n${" + SECRET + "}",
                SECRET + " 😀",
                SECRET.repeat(18));
    }

    @Test
    void noSidNoOwnerAndNoDataIsInANameOrALabel() {
        ObservedStore store = observed(MemoryStore.builder().build());
        ConditionalWrites writes = store.conditionalWrites().orElseThrow();
        Owners owners = store.owners().orElseThrow();
        hostileIds().forEach(sid -> {
            String data = "{\"password\":\"" + SECRET + "\"}";
            store.set(sid, data, LATER);
            store.get(sid);
            store.touch(sid, LATER);
            writes.create(sid, data, LATER);
            writes.replace(sid, data, data + " ", LATER);
            writes.replace(sid, data, data, LATER);
            owners.bind(sid, sid, LATER);
            owners.sids(sid).forEach(listed -> {});
            owners.destroyAll(sid, Set.of(sid));
            store.listing().orElseThrow().expiresAt(sid);
            store.destroy(sid);
            assertThatIllegalArgumentException().isThrownBy(() -> store.set(sid + "\0", data, LATER));
        });
        assertThat(observations.ended).hasSize(12 * 8);
        assertThat(everythingThatShows()).noneMatch(text -> text.contains(SECRET));
    }

    @Test
    void whatAClientSaysInItsExceptionIsInNoTrace() {
        BackendStore backend = new BackendStore(false);
        backend.failure = new StoreException(
                "refused " + SECRET, new IllegalStateException("Duplicate entry '" + SECRET + "' for key 'PRIMARY'"));
        ObservedStore store = observed(backend);
        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> store.get("a"));
        assertThat(everythingThatShows())
                .noneMatch(text -> text.contains(SECRET))
                .anyMatch(text -> text.contains("StoreException: refused"));
    }

    private List<String> everythingThatShows() {
        Stream<String> meters = registry.getMeters().stream()
                .map(Meter::getId)
                .flatMap(id -> Stream.of(id.getName(), id.getTags().toString(), String.valueOf(id.getDescription())));
        Stream<String> spans = observations.ended.stream()
                .flatMap(context -> Stream.of(
                        context.getName(),
                        String.valueOf(context.getContextualName()),
                        context.getAllKeyValues().toString(),
                        context.toString(),
                        stackTrace(context.getError())));
        return Stream.concat(meters, spans).toList();
    }

    private static String stackTrace(Throwable error) {
        StringWriter text = new StringWriter();
        if (error != null) {
            error.printStackTrace(new PrintWriter(text));
        }
        return text.toString();
    }

    @Test
    void aMeterHasTheSameLabelsWhateverTheOutcome() {
        ObservedStore store = observed(MemoryStore.builder().build());
        IntStream.range(0, 3).forEach(i -> store.get("a"));
        store.set("a", "1", LATER);
        assertThat(registry.getMeters().stream()
                        .map(meter -> meter.getId().getName() + " "
                                + meter.getId().getTags().stream()
                                        .map(tag -> tag.getKey())
                                        .toList())
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(
                        "session.store.operations [operation, outcome, store]",
                        "session.store.operation.duration [operation, outcome, store]",
                        "session.store.data.read [store]",
                        "session.store.data.written [store]",
                        "session.store.connected [store]",
                        "session.store.outages [store]");
    }

    @Test
    void timersOfObservationsDoNotClashWithOurs() {
        ObservationRegistry handled = ObservationRegistry.create();
        handled.observationConfig().observationHandler(new DefaultMeterObservationHandler(registry));
        ObservedStore store = ObservedStore.builder(MemoryStore.builder().build())
                .meters(registry)
                .observations(handled)
                .build();
        store.get("a");
        assertThat(registry.get("session.store.operation").timer().count()).isEqualTo(1);
        assertThat(registry.get("session.store.operations").counter().count()).isEqualTo(1);
    }

    @Test
    void aStoreThatIsNotClosedKeepsItsName() {
        ObservedStore one = observed(MemoryStore.builder().build());
        ObservedStore two = observed(MemoryStore.builder().build());
        assertThat(connected()).containsExactlyInAnyOrder("MemoryStore", "MemoryStore-2");
        one.close();
        assertThat(connected()).containsExactly("MemoryStore-2");
        ObservedStore three = observed(MemoryStore.builder().build());
        assertThat(connected()).containsExactlyInAnyOrder("MemoryStore", "MemoryStore-2");
        two.close();
        three.close();
        assertThat(connected()).isEmpty();
        assertThat(registry.find("session.store.outages")
                        .tag("store", "MemoryStore")
                        .counters())
                .as("counters go on when a store is opened again")
                .hasSize(1);
    }

    private List<String> connected() {
        return registry.find("session.store.connected").gauges().stream()
                .map(gauge -> String.valueOf(gauge.getId().getTag("store")))
                .toList();
    }

    @Test
    void namesAreTheUsers() {
        ObservedStore store = ObservedStore.builder(MemoryStore.builder().build())
                .meters(registry)
                .observations(observations.registry())
                .name("sessions")
                .system("postgresql")
                .build();
        store.get("a");
        assertThat(registry.get("session.store.operations").counter().getId().getTag("store"))
                .isEqualTo("sessions");
        assertThat(observations
                        .ended
                        .get(0)
                        .getLowCardinalityKeyValue("db.system")
                        .getValue())
                .isEqualTo("postgresql");
    }

    @Test
    void optionsAreChecked() {
        BackendStore backend = new BackendStore(false);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ObservedStore.builder(backend).build())
                .withMessageContaining("meters or observations");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ObservedStore.builder(backend).measureOneIn(0))
                .withMessage("measureOneIn: at least 1, was 0");
    }

    @Test
    void aRegistryWithoutHandlersMakesNoObservation() {
        ObservedStore store = ObservedStore.builder(new BackendStore(false))
                .observations(ObservationRegistry.NOOP)
                .build();
        assertThat(store.get("a")).isEmpty();
    }
}
