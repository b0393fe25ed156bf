package dev.sessionstore.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionstore.ConditionalWrites;
import dev.sessionstore.Guarantee;
import dev.sessionstore.Listing;
import dev.sessionstore.Owners;
import dev.sessionstore.Store;
import dev.sessionstore.StoreEvent;
import dev.sessionstore.StoreException;
import dev.sessionstore.StoreUnavailableException;
import dev.sessionstore.Sweeping;
import dev.sessionstore.Watch;
import dev.sessionstore.Watching;
import dev.sessionstore.memory.MemoryStore;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ObservedStoreTest {

    private static final Instant LATER = Instant.now().plusSeconds(3600);
    private static final Consumer<String> IGNORE = sid -> {};

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Figures figures = new Figures(registry);
    private final Store store = measured(MemoryStore.builder().build());

    private ObservedStore measured(Store behind) {
        return ObservedStore.builder(behind).meters(registry).measureOneIn(1).build();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static final Watching.Watcher NOBODY = new Watching.Watcher() {
        @Override
        public void changed(String sid) {}

        @Override
        public void lost() {}
    };

    /** Every method of a store once with each of its outcomes. */
    private static void callEverything(Store store) {
        ConditionalWrites writes = store.conditionalWrites().orElseThrow();
        Listing listing = store.listing().orElseThrow();
        Owners owners = store.owners().orElseThrow();
        store.get("a");
        store.set("a", "1", LATER);
        store.get("a");
        store.touch("a", LATER);
        store.touch("b", LATER);
        writes.create("a", "1", LATER);
        writes.create("b", "1", LATER);
        writes.replace("a", "1", "2", LATER);
        writes.replace("a", "1", "2", LATER);
        writes.replace("c", "1", "2", LATER);
        listing.sids().forEach(IGNORE);
        listing.expiresAt("a");
        listing.expiresAt("c");
        listing.count();
        owners.bind("a", "zoe", LATER);
        owners.sids("zoe").forEach(IGNORE);
        owners.sids("zoe", sid -> true).forEach(IGNORE);
        owners.unbind("a", "zoe");
        owners.unbind("a", "zoe");
        owners.destroyAll("zoe", Set.of());
        owners.clear();
        try (Watch watch = store.watching().orElseThrow().watch(NOBODY, Duration.ofMillis(100))) {
            watch.read("a");
            watch.read("c");
        }
        store.sweeping().orElseThrow().sweep(10);
        store.destroy("a");
        store.destroy("a");
        listing.clear();
    }

    private static final List<String> EVERYTHING = List.of(
            "get absent",
            "set done",
            "get found",
            "touch done",
            "touch absent",
            "create exists",
            "create done",
            "replace done",
            "replace changed",
            "replace gone",
            "list done",
            "expires_at found",
            "expires_at absent",
            "count done",
            "bind done",
            "list_owned done",
            "list_owned done",
            "unbind done",
            "unbind absent",
            "destroy_owned done",
            "clear_owners done",
            "watch done",
            "read found",
            "read absent",
            "sweep done",
            "destroy done",
            "destroy absent",
            "clear done");

    @Test
    void eachCallIsCountedAndTimedOnceByOperationAndOutcome() {
        callEverything(store);
        Map<String, Double> once =
                EVERYTHING.stream().collect(Collectors.toMap(name -> name, name -> 1.0, Double::sum));
        assertThat(figures.calls()).isEqualTo(once);
        assertThat(figures.timed()).isEqualTo(once);
    }

    @Test
    void eachCallIsOneObservation() {
        RecordedObservations observations = new RecordedObservations();
        callEverything(ObservedStore.builder(MemoryStore.builder().build())
                .observations(observations.registry())
                .build());
        assertThat(observations.ended)
                .extracting(context -> context.getName() + " | " + context.getContextualName() + " | "
                        + context.getLowCardinalityKeyValues().stream()
                                .map(pair -> pair.getKey() + "=" + pair.getValue())
                                .toList())
                .containsExactlyElementsOf(EVERYTHING.stream()
                        .map(name -> name.split(" "))
                        .map(name -> "session.store.operation | session " + name[0] + " | [db.operation=" + name[0]
                                + ", db.system=memory, outcome=" + name[1] + "]")
                        .toList());
        assertThat(observations.ended).allSatisfy(context -> {
            assertThat(context.getError()).isNull();
            assertThat(context.getHighCardinalityKeyValues()).isEmpty();
        });
    }

    @Test
    void whatTheStoreDoesMeanwhileIsBelowItsObservation() {
        RecordedObservations observations = new RecordedObservations();
        List<String> current = new ArrayList<>();
        ObservedStore observed = ObservedStore.builder(MemoryStore.builder().build())
                .meters(registry)
                .observations(observations.registry())
                .build();
        observed.on(
                StoreEvent.Saved.class,
                event -> current.add(observations
                        .registry()
                        .getCurrentObservation()
                        .getContextView()
                        .getName()));
        observed.set("a", "1", LATER);
        assertThat(current).containsExactly("session.store.operation");
        assertThat(observations.registry().getCurrentObservation()).isNull();
        assertThat(figures.calls()).isEqualTo(Map.of("set done", 1.0));
    }

    @Test
    void aClosedStoreIsAnOutcomeOfEachOperation() {
        MemoryStore memory = MemoryStore.builder().build();
        ObservedStore observed = measured(memory);
        memory.close();
        ConditionalWrites writes = observed.conditionalWrites().orElseThrow();
        Listing listing = observed.listing().orElseThrow();
        Owners owners = observed.owners().orElseThrow();
        List<Runnable> calls = List.of(
                () -> observed.get("a"),
                () -> observed.set("a", "1", LATER),
                () -> observed.touch("a", LATER),
                () -> observed.destroy("a"),
                () -> writes.create("a", "1", LATER),
                () -> writes.replace("a", "1", "2", LATER),
                () -> listing.sids().forEach(IGNORE),
                () -> listing.expiresAt("a"),
                () -> listing.count(),
                () -> listing.clear(),
                () -> observed.sweeping().orElseThrow().sweep(1),
                () -> owners.bind("a", "zoe", LATER),
                () -> owners.unbind("a", "zoe"),
                () -> owners.sids("zoe").forEach(IGNORE),
                () -> owners.destroyAll("zoe", Set.of()),
                () -> owners.clear(),
                () -> observed.watching().orElseThrow().watch(NOBODY, Duration.ofMillis(100)));
        calls.forEach(call -> assertThatIllegalStateException().isThrownBy(call::run));
        Map<String, Double> once = Arrays.stream(Operation.values())
                .filter(operation -> operation != Operation.READ)
                .collect(Collectors.toMap(operation -> operation.label() + " closed", operation -> 1.0));
        assertThat(figures.calls()).isEqualTo(once);
        assertThat(figures.timed()).isEqualTo(once);
        assertThat(figures.counter("session.store.data.written")).isZero();
    }

    @Test
    void anExceptionIsThrownAsItIsAndCountedOnceByItsKind() {
        Map<RuntimeException, String> kinds = Map.of(
                new StoreUnavailableException("no answer"), "unavailable",
                new StoreUnavailableException("interrupted", new InterruptedException()), "interrupted",
                new StoreException("no permission"), "refused",
                new IllegalArgumentException("sid"), "invalid",
                new NullPointerException("sid"), "invalid",
                new IllegalStateException("closed"), "closed",
                new UnsupportedOperationException("a bug"), "failed");
        kinds.forEach((failure, outcome) -> {
            RecordedObservations observations = new RecordedObservations();
            SimpleMeterRegistry meters = new SimpleMeterRegistry();
            BackendStore backend = new BackendStore(false);
            ObservedStore observed = ObservedStore.builder(backend)
                    .meters(meters)
                    .observations(observations.registry())
                    .build();
            backend.failure = failure;
            assertThatThrownBy(() -> observed.get("a")).isSameAs(failure);
            assertThat(new Figures(meters).calls()).isEqualTo(Map.of("get " + outcome, 1.0));
            assertThat(new Figures(meters).timed()).isEqualTo(Map.of("get " + outcome, 1.0));
            assertThat(observations.ended).singleElement().satisfies(context -> {
                assertThat(context.getLowCardinalityKeyValue("outcome").getValue())
                        .isEqualTo(outcome);
                assertThat(context.getError()).hasMessage(outcome).hasNoCause();
            });
            assertThat(backend.calls).isEqualTo(1);
        });
    }

    @Test
    void durationsAreThoseOfTheRegistrysClock() {
        MockClock clock = new MockClock();
        SimpleMeterRegistry timed = new SimpleMeterRegistry(SimpleConfig.DEFAULT, clock);
        BackendStore backend = new BackendStore(false);
        ObservedStore observed = ObservedStore.over(backend, timed);
        observed.on(StoreEvent.Saved.class, event -> clock.add(Duration.ofMillis(250)));
        observed.set("a", "1", LATER);
        assertThat(timed.get("session.store.operation.duration").timer().totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(250);
    }

    @Test
    void bytesAreThoseOfUtf8() {
        String data = "{\"name\":\"Zoë 東 😀\"}";
        int bytes = data.getBytes(StandardCharsets.UTF_8).length;
        ConditionalWrites writes = store.conditionalWrites().orElseThrow();
        store.get("a");
        store.set("a", data, LATER);
        writes.create("a", data, LATER);
        writes.replace("a", "1", data, LATER);
        assertThat(figures.counter("session.store.data.written")).isEqualTo(bytes);
        writes.replace("a", data, data, LATER);
        writes.create("b", data, LATER);
        assertThat(figures.counter("session.store.data.written")).isEqualTo(3 * bytes);
        assertThat(figures.counter("session.store.data.read")).isZero();
        store.get("a");
        store.watching().orElseThrow().watch(NOBODY, Duration.ofMillis(100)).read("a");
        assertThat(figures.counter("session.store.data.read")).isEqualTo(2 * bytes);
    }

    @Test
    void ofAStoreInMemoryEachCallIsCountedAndOneIn64IsMeasured() {
        MemoryStore memory = MemoryStore.builder().build();
        memory.set("a", "x".repeat(100), LATER);
        ObservedStore observed = ObservedStore.over(memory, registry);
        for (int i = 0; i < 64_000; i++) {
            observed.get("a");
        }
        assertThat(figures.calls()).isEqualTo(Map.of("get found", 64_000.0));
        // Eight standard deviations to each side.
        assertThat(figures.timed().get("get found")).isBetween(750.0, 1250.0);
        assertThat(figures.counter("session.store.data.read", "store", "MemoryStore-2"))
                .isBetween(75.0 * 64_000, 125.0 * 64_000);
        observed.close();
    }

    @Test
    void aListingIsNotedAtItsEndAndOneThatIsAbandonedIsNot() {
        BackendStore backend = new BackendStore(true);
        Listing listing = measured(backend).listing().orElseThrow();
        assertThat(listing.sids().findFirst()).hasValue("a");
        assertThat(figures.calls()).isEmpty();
        listing.sids().iterator().forEachRemaining(IGNORE);
        assertThat(listing.sids().anyMatch(sid -> sid.equals("d"))).isFalse();
        assertThat(listing.sids().count()).isEqualTo(3);
        assertThat(figures.calls()).isEqualTo(Map.of("list done", 3.0));
        backend.failure = new StoreUnavailableException("no answer");
        assertThatThrownBy(() -> listing.sids().toList()).isSameAs(backend.failure);
        assertThatThrownBy(() -> listing.sids().anyMatch(sid -> sid.equals("d")))
                .isSameAs(backend.failure);
        assertThat(figures.calls()).isEqualTo(Map.of("list done", 3.0, "list unavailable", 2.0));
        assertThat(figures.timed()).isEqualTo(figures.calls());
    }

    @Test
    void noMeterCallsTheStore() {
        BackendStore backend = new BackendStore(true);
        measured(backend);
        registry.getMeters().forEach(Meter::measure);
        registry.getMeters().forEach(meter -> meter.measure().forEach(measurement -> measurement.getValue()));
        assertThat(backend.calls).isZero();
    }

    @Test
    void anOutageIsCountedOnceAndShows() {
        BackendStore backend = new BackendStore(false);
        ObservedStore observed =
                ObservedStore.builder(backend).meters(registry).name("shop").build();
        assertThat(figures.gauge("session.store.connected", "store", "shop")).isEqualTo(1);
        backend.failure = new StoreUnavailableException("no answer");
        assertThatThrownBy(() -> observed.get("a")).isSameAs(backend.failure);
        assertThatThrownBy(() -> observed.get("a")).isSameAs(backend.failure);
        assertThat(figures.gauge("session.store.connected", "store", "shop")).isZero();
        assertThat(figures.counter("session.store.outages", "store", "shop")).isEqualTo(1);
        backend.failure = null;
        observed.get("a");
        assertThat(figures.gauge("session.store.connected", "store", "shop")).isEqualTo(1);
        assertThat(figures.counter("session.store.outages", "store", "shop")).isEqualTo(1);
    }

    @Test
    void everythingElseIsThatOfTheStoreBehind() {
        BackendStore backend = new BackendStore(false);
        ObservedStore observed = measured(backend);
        assertThat(observed.conditionalWrites()).isEmpty();
        assertThat(observed.listing()).isEmpty();
        assertThat(observed.sweeping()).isEmpty();
        assertThat(observed.owners()).isEmpty();
        assertThat(observed.watching()).isEmpty();
        assertThat(observed.guarantees()).containsExactlyInAnyOrder(Guarantee.SHARED, Guarantee.MAY_EVICT);
        assertThat(observed.resolution()).isEqualTo(Duration.ofSeconds(7));
        assertThat(observed.staleness()).isEqualTo(Duration.ofSeconds(8));
        assertThat(store.sweeping().map(Sweeping.class::isInstance)).hasValue(true);
        List<StoreEvent> events = new ArrayList<>();
        List<StoreEvent> first = new ArrayList<>();
        observed.on(StoreEvent.class, events::add);
        observed.once(StoreEvent.class, first::add);
        observed.set("a", "1", LATER);
        backend.set("b", "1", LATER);
        assertThat(events).containsExactly(new StoreEvent.Saved("a"), new StoreEvent.Saved("b"));
        assertThat(first).containsExactly(new StoreEvent.Saved("a"));
        observed.close();
        assertThat(backend.closed).isTrue();
    }
}
