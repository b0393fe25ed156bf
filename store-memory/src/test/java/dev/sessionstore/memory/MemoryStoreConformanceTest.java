package dev.sessionstore.memory;

import dev.sessionstore.conformance.StoreConformance;
import dev.sessionstore.conformance.StoreHarness;

class MemoryStoreConformanceTest extends StoreConformance {

    @Override
    public StoreHarness harness() {
        return new MemoryHarness(builder -> builder);
    }
}
