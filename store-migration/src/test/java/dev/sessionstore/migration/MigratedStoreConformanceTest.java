package dev.sessionstore.migration;

import dev.sessionstore.conformance.StoreConformance;
import dev.sessionstore.conformance.StoreHarness;

/** The whole contract, when there was nothing left to move. */
class MigratedStoreConformanceTest extends StoreConformance {

    @Override
    public StoreHarness harness() {
        return MovingHarness.ofAnEmptyStore();
    }
}
