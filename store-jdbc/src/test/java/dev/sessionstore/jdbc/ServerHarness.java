package dev.sessionstore.jdbc;

import dev.sessionstore.Store;
import dev.sessionstore.conformance.FaultProxy;
import dev.sessionstore.conformance.StoreHarness;
import dev.sessionstore.testservers.SqlServer;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;

/** A table of its own on a server that all share, reached through a proxy. */
final class ServerHarness implements StoreHarness {

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final SqlServer server;
    private final BiFunction<String, Integer, String> url;
    private final FaultProxy proxy;
    private final TestClock clock = new TestClock(Instant.now());
    private final int number = NUMBERS.incrementAndGet();

    /**
     * @param url of the server at another host and port
     */
    ServerHarness(SqlServer server, BiFunction<String, Integer, String> url) throws IOException {
        this.server = server;
        this.url = url;
        this.proxy = FaultProxy.to(server.host(), server.port());
    }

    ServerHarness(SqlServer server) throws IOException {
        this(server, server::jdbcUrl);
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
        return JdbcStore.builder(url.apply(proxy.host(), proxy.port()))
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
        Sqls.execute(server, "DROP TABLE IF EXISTS sess_" + number);
        String quote = server.jdbcUrl().startsWith("jdbc:postgresql") ? "\"" : "`";
        Sqls.execute(server, "DROP TABLE IF EXISTS " + quote + "sessX" + number + quote);
    }
}
