package dev.sessionstore.demo.switching;

import dev.sessionstore.conformance.StoreConformance;
import dev.sessionstore.conformance.StoreHarness;

/** The whole contract, before anything was switched. */
class SwitchableStoreConformanceTest extends StoreConformance {

    @Override
    public StoreHarness harness() {
        return SwitchingHarness.ofANewStore();
    }
}
