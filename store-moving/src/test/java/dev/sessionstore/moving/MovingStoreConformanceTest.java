package dev.sessionstore.moving;

import dev.sessionstore.conformance.StoreConformance;
import dev.sessionstore.conformance.StoreHarness;

/** The whole contract, with every session still in the old store when it is asked for. */
class MovingStoreConformanceTest extends StoreConformance {

    @Override
    public StoreHarness harness() {
        return MovingHarness.withEachSessionStillInTheOldStore();
    }
}
