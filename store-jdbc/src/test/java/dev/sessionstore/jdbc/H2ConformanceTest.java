package dev.sessionstore.jdbc;

import dev.sessionstore.Store;
import dev.sessionstore.conformance.StoreConformance;
import dev.sessionstore.conformance.StoreHarness;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

class H2ConformanceTest extends StoreConformance {

    @Override
    public StoreHarness harness() {
        return new Harness();
    }

    /** A database in memory for each rule. */
    private static final class Harness implements StoreHarness {
        private final TestClock clock = new TestClock(Instant.now());
        private final String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";

        @Override
        public Store open() {
            return builder().build();
        }

        @Override
        public Optional<Store> openNeighbour() {
            return Optional.of(builder().table("session_").build());
        }

        private JdbcStoreBuilder builder() {
            return JdbcStore.builder(url)
                    .poolSize(4)
                    .createTable()
                    .timeout(timeout())
                    .clock(clock)
                    .sweepEvery(Duration.ZERO);
        }

        @Override
        public Duration timeout() {
            return Duration.ofSeconds(1);
        }

        @Override
        public Instant now() {
            return clock.instant();
        }

        @Override
        public void advance(Duration duration) {
            clock.advance(duration);
        }

        @Override
        public void close() throws Exception {
            try (var connection = DriverManager.getConnection(url);
                    var statement = connection.createStatement()) {
                statement.execute("SHUTDOWN");
            }
        }
    }
}
