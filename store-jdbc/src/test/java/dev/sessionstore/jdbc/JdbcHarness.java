package dev.sessionstore.jdbc;

import dev.sessionstore.Store;
import dev.sessionstore.conformance.FaultProxy;
import dev.sessionstore.conformance.StoreHarness;
import dev.sessionstore.testsupport.MovableClock;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Tables for one rule: on a shared server behind a proxy, or in H2 in memory. */
final class JdbcHarness implements StoreHarness {

    private final Db db;
    private final Optional<FaultProxy> proxy;
    private final MovableClock clock = new MovableClock(Instant.now());
    private final String table = Db.newTable();

    private JdbcHarness(Db db, Optional<FaultProxy> proxy) {
        this.db = db;
        this.proxy = proxy;
    }

    static JdbcHarness inMemory() {
        return new JdbcHarness(Db.H2, Optional.empty());
    }

    static JdbcHarness onServer(Db db) throws IOException {
        return new JdbcHarness(
                db, Optional.of(FaultProxy.to(db.server().host(), db.server().port())));
    }

    @Override
    public Store open() {
        return open(table);
    }

    /** The name differs only where the listing of a table could take {@code _} for any character. */
    @Override
    public Optional<Store> openNeighbour() {
        return Optional.of(open(table.replace('_', 'X')));
    }

    private Store open(String name) {
        String url = proxy.map(to -> db.url(to.host(), to.port())).orElseGet(db::url);
        return db.builder(url, name).timeout(timeout()).clock(clock).build();
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
    public Optional<FaultProxy> network() {
        return proxy;
    }

    @Override
    public OptionalLong ownerRecords() {
        String sql = "SELECT COUNT(*) FROM " + db.quoted(table + OwnersTable.SUFFIX);
        try {
            return OptionalLong.of(Long.parseLong(db.query(sql)));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws SQLException {
        proxy.ifPresent(FaultProxy::close);
        for (String name : List.of(table, table.replace('_', 'X'))) {
            db.execute(
                    "DROP TABLE IF EXISTS " + db.quoted(name),
                    "DROP TABLE IF EXISTS " + db.quoted(name + OwnersTable.SUFFIX));
        }
    }
}
