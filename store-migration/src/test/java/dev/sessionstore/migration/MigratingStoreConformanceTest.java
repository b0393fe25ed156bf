package dev.sessionstore.migration;

import dev.sessionstore.conformance.StoreConformance;
import dev.sessionstore.conformance.StoreHarness;

/** The whole contract, with every session still in the old store at each call. */
class MigratingStoreConformanceTest extends StoreConformance {

    @Override
    public StoreHarness harness() {
        return MigratingHarness.withEachSessionStillInTheOldStore();
    }
}
