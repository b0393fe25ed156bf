package com.example;

import dev.sessionstore.conformance.StoreConformance;
import dev.sessionstore.conformance.StoreHarness;
import java.io.IOException;

public class FileStoreTest extends StoreConformance {
    @Override
    public StoreHarness harness() throws IOException {
        return new FileHarness();
    }
}
