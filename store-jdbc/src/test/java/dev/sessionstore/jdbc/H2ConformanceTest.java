package dev.sessionstore.jdbc;

import dev.sessionstore.conformance.StoreConformance;
import dev.sessionstore.conformance.StoreHarness;

class H2ConformanceTest extends StoreConformance {

    @Override
    public StoreHarness harness() {
        return JdbcHarness.inMemory();
    }
}
