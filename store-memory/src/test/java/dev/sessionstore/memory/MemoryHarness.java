package dev.sessionstore.memory;

import dev.sessionstore.Store;
import dev.sessionstore.conformance.StoreHarness;
import dev.sessionstore.testsupport.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;

/** Stores with a clock that the suite moves. Each is its own; there is nothing to clean up. */
record MemoryHarness(MovableClock clock, UnaryOperator<MemoryStore.Builder> options, boolean sweepsByItself)
        implements StoreHarness {

    MemoryHarness(UnaryOperator<MemoryStore.Builder> options) {
        this(options, false);
    }

    MemoryHarness(UnaryOperator<MemoryStore.Builder> options, boolean sweepsByItself) {
        this(new MovableClock(), options, sweepsByItself);
    }

    @Override
    public Store open() {
        return options.apply(MemoryStore.builder().clock(clock).sweepEvery(Duration.ZERO))
                .build();
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
    public void close() {}
}
