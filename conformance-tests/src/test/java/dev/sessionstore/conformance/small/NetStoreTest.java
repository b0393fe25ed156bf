package dev.sessionstore.conformance.small;

import dev.sessionstore.conformance.StoreConformance;
import dev.sessionstore.conformance.StoreHarness;
import java.io.IOException;
import org.junit.jupiter.api.Tag;

@Tag("slow")
class NetStoreTest extends StoreConformance {
    @Override
    public StoreHarness harness() throws IOException {
        return new NetHarness(NetStore::new);
    }
}
