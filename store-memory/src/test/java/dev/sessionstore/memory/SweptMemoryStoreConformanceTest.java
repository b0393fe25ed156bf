package dev.sessionstore.memory;

import dev.sessionstore.conformance.StoreConformance;
import dev.sessionstore.conformance.StoreHarness;
import java.time.Duration;

/** With the store's own sweeper at work all the time, between and during the calls of the suite. */
class SweptMemoryStoreConformanceTest extends StoreConformance {

    @Override
    public StoreHarness harness() {
        return new MemoryHarness(builder -> builder.sweepEvery(Duration.ofNanos(10_000)), true);
    }
}
