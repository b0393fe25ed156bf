package dev.sessionstore.conformance.small;

import dev.sessionstore.conformance.StoreConformance;
import dev.sessionstore.conformance.StoreHarness;

class LeasedSmallStoreTest extends StoreConformance {
    @Override
    public StoreHarness harness() {
        return new SmallHarness(backend -> new LeasedStore(new SmallStore(backend), backend));
    }
}
