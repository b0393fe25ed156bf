package dev.sessionstore.migration;

import dev.sessionstore.conformance.KnownDeviation;
import dev.sessionstore.conformance.StoreConformance;
import dev.sessionstore.conformance.StoreHarness;

/** The whole contract, with nothing left to move. */
@KnownDeviation(
        rule = "OWNER-15",
        why =
                "clear writes a tombstone for each session and leaves the new store's entries, which are dead and end by themselves")
class MigratedStoreConformanceTest extends StoreConformance {

    @Override
    public StoreHarness harness() {
        return MigratingHarness.ofAnEmptyStore();
    }
}
