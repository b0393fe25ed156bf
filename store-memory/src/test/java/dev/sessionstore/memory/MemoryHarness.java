package dev.sessionstore.memory;

import dev.sessionstore.Store;
import dev.sessionstore.conformance.StoreHarness;
import dev.sessionstore.testsupport.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/** Stores with a clock that the suite moves. Each is its own; there is nothing to clean up. */
record MemoryHarness(
        MovableClock clock,
        UnaryOperator<MemoryStore.Builder> options,
        boolean sweepsByItself,
        List<MemoryStore> opened)
        implements StoreHarness {

    MemoryHarness(UnaryOperator<MemoryStore.Builder> options) {
        this(options, false);
    }

    MemoryHarness(UnaryOperator<MemoryStore.Builder> options, boolean sweepsByItself) {
        this(new MovableClock(), options, sweepsByItself, new ArrayList<>());
    }

    @Override
    public Store open() {
        MemoryStore store = options.apply(MemoryStore.builder().clock(clock).sweepEvery(Duration.ZERO))
                .build();
        opened.add(store);
        return store;
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public void advance(Duration duration) {
        clock.advance(duration);
    }

    @Override
    public OptionalLong ownerRecords() {
        return OptionalLong.of(opened.stream()
                .mapToLong(store -> store.ownerIndex.queue.size())
                .sum());
    }

    @Override
    public void close() {}
}
