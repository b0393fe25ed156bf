package dev.sessionstore.jdbc;

import dev.sessionstore.Store;
import dev.sessionstore.conformance.FaultProxy;
import dev.sessionstore.conformance.StoreHarness;
import dev.sessionstore.testsupport.SqlServer;
import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A table of its own on a server that all share, reached through a proxy. */
final class ServerHarness implements StoreHarness {

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final SqlServer server;
    private final FaultProxy proxy;
    private final TestClock clock = new TestClock(Instant.now());
    private final int number = NUMBERS.incrementAndGet();

    ServerHarness(SqlServer server) throws IOException {
        this.server = server;
        this.proxy = FaultProxy.to(server.host(), server.port());
    }

    @Override
    public Store open() {
        return builder("sess_" + number).build();
    }

    @Override
    public Optional<Store> openNeighbour() {
        return Optional.of(builder("sessX" + number).build());
    }

    private JdbcStoreBuilder builder(String table) {
        return JdbcStore.builder(server.jdbcUrl(proxy.host(), proxy.port()))
                .user(server.user())
                .password(server.password())
                .poolSize(4)
                .table(table)
                .createTable()
                .timeout(timeout())
                .clock(clock)
                .sweepEvery(Duration.ZERO);
    }

    @Override
    public Duration timeout() {
        return Duration.ofMillis(800);
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
    public Optional<FaultProxy> network() {
        return Optional.of(proxy);
    }

    @Override
    public void close() throws SQLException {
        proxy.close();
        try (var connection = DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
                var statement = connection.createStatement()) {
            String quote = connection.getMetaData().getIdentifierQuoteString();
            statement.execute("DROP TABLE IF EXISTS " + quote + "sess_" + number + quote);
            statement.execute("DROP TABLE IF EXISTS " + quote + "sessX" + number + quote);
        }
    }
}
