package dev.sessionstore.migration;

import dev.sessionstore.conformance.StoreConformance;
import dev.sessionstore.conformance.StoreHarness;

/** The whole contract, with nothing left to move. */
class MigratedStoreConformanceTest extends StoreConformance {

    @Override
    public StoreHarness harness() {
        return MigratingHarness.ofAnEmptyStore();
    }
}
