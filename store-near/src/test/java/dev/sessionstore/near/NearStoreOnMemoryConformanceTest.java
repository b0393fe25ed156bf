package dev.sessionstore.near;

import dev.sessionstore.Store;
import dev.sessionstore.conformance.StoreConformance;
import dev.sessionstore.conformance.StoreHarness;
import dev.sessionstore.memory.MemoryStore;
import dev.sessionstore.testsupport.MovableClock;
import java.time.Duration;
import java.time.Instant;

class NearStoreOnMemoryConformanceTest extends StoreConformance {

    @Override
    public StoreHarness harness() {
        return new NearHarness(new OnMemory(new MovableClock()), near -> near.lease(Duration.ofMillis(10)));
    }

    private record OnMemory(MovableClock clock) implements StoreHarness {

        @Override
        public Store open() {
            return MemoryStore.builder().clock(clock).sweepEvery(Duration.ZERO).build();
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
