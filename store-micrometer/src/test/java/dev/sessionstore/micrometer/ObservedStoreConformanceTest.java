package dev.sessionstore.micrometer;

import dev.sessionstore.Store;
import dev.sessionstore.conformance.StoreConformance;
import dev.sessionstore.conformance.StoreHarness;
import dev.sessionstore.memory.MemoryStore;
import dev.sessionstore.testsupport.MovableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;

/** The whole contract, with meters and observations of every call. */
class ObservedStoreConformanceTest extends StoreConformance {

    @Override
    public StoreHarness harness() {
        return new OnMemory(new MovableClock());
    }

    private record OnMemory(MovableClock clock) implements StoreHarness {

        @Override
        public Store open() {
            MemoryStore memory =
                    MemoryStore.builder().clock(clock).sweepEvery(Duration.ZERO).build();
            return ObservedStore.builder(memory)
                    .meters(new SimpleMeterRegistry())
                    .observations(new RecordedObservations().registry())
                    .measureOneIn(1)
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
}
