package dev.sessionstore.demo.switching;

import dev.sessionstore.Store;
import dev.sessionstore.conformance.StoreHarness;
import dev.sessionstore.memory.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** Opens switchable stores over memory, on a clock that the suite moves. */
final class SwitchingHarness implements StoreHarness {

    private final AtomicReference<Instant> time = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    private final InstantSource clock = time::get;
    private final List<MemoryStore> stores = new ArrayList<>();
    private final Consumer<SwitchableStore> afterOpening;

    private SwitchingHarness(boolean switched) {
        this.afterOpening = switched ? store -> store.switchTo(memory()) : store -> {};
    }

    static SwitchingHarness ofANewStore() {
        return new SwitchingHarness(false);
    }

    static SwitchingHarness afterASwitch() {
        return new SwitchingHarness(true);
    }

    @Override
    public Store open() {
        SwitchableStore store = new SwitchableStore(memory(), () -> {});
        afterOpening.accept(store);
        return store;
    }

    private MemoryStore memory() {
        MemoryStore store =
                MemoryStore.builder().clock(clock).sweepEvery(Duration.ZERO).build();
        stores.add(store);
        return store;
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public void advance(Duration duration) {
        time.updateAndGet(now -> now.plus(duration));
    }

    @Override
    public void close() {
        stores.forEach(MemoryStore::close);
    }
}
