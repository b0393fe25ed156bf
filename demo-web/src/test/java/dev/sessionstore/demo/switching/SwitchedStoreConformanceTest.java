package dev.sessionstore.demo.switching;

import dev.sessionstore.conformance.StoreConformance;
import dev.sessionstore.conformance.StoreHarness;

/** The whole contract, after a switch. */
class SwitchedStoreConformanceTest extends StoreConformance {

    @Override
    public StoreHarness harness() {
        return SwitchingHarness.afterASwitch();
    }
}
