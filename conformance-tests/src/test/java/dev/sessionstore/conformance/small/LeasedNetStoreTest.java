package dev.sessionstore.conformance.small;

import dev.sessionstore.conformance.StoreConformance;
import dev.sessionstore.conformance.StoreHarness;
import java.io.IOException;
import org.junit.jupiter.api.Tag;

@Tag("slow")
class LeasedNetStoreTest extends StoreConformance {
    @Override
    public StoreHarness harness() throws IOException {
        return NetHarness.withClock((port, clock) -> new LeasedStore(new NetStore(port), clock));
    }
}
