package dev.sessionstore.migration;

import dev.sessionstore.conformance.KnownDeviation;
import dev.sessionstore.conformance.StoreConformance;
import dev.sessionstore.conformance.StoreHarness;

/** The whole contract, with every session still in the old store at each call. */
@KnownDeviation(
        rule = "OWNER-15",
        why =
                "clear writes a tombstone for each session and leaves the new store's entries, which are dead and end by themselves")
class MigratingStoreConformanceTest extends StoreConformance {

    @Override
    public StoreHarness harness() {
        return MigratingHarness.withEachSessionStillInTheOldStore();
    }
}
