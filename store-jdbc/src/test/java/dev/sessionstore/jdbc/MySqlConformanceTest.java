package dev.sessionstore.jdbc;

import dev.sessionstore.conformance.StoreConformance;
import dev.sessionstore.conformance.StoreHarness;
import java.io.IOException;
import org.junit.jupiter.api.Tag;

@Tag("slow")
class MySqlConformanceTest extends StoreConformance {

    @Override
    public StoreHarness harness() throws IOException {
        return JdbcHarness.onServer(Db.MYSQL);
    }
}
