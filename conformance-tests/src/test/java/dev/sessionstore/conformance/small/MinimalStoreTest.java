package dev.sessionstore.conformance.small;

import dev.sessionstore.conformance.StoreConformance;
import dev.sessionstore.conformance.StoreHarness;

class MinimalStoreTest extends StoreConformance {
    @Override
    public StoreHarness harness() {
        return new SmallHarness(MinimalStore::new);
    }
}
