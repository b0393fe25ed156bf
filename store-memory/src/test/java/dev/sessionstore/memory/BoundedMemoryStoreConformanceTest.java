package dev.sessionstore.memory;

import dev.sessionstore.conformance.StoreConformance;
import dev.sessionstore.conformance.StoreHarness;

class BoundedMemoryStoreConformanceTest extends StoreConformance {

    @Override
    public StoreHarness harness() {
        return new MemoryHarness(builder -> builder.maxSessions(100));
    }
}
