package dev.sessionstore.bench.targets;

import com.zaxxer.hikari.HikariDataSource;
import dev.sessionstore.bench.stores.StoreSpec;
import dev.sessionstore.jdbc.JdbcStore;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;

/** A database through JDBC. Our store and the raw client have pools with the same settings. */
final class JdbcBackend implements Backend {

    private final StoreSpec spec;
    private final String url;

    JdbcBackend(StoreSpec spec) {
        this.spec = spec;
        this.url = spec.requiredUrl();
    }

    @Override
    public String name() {
        String scheme = url.substring("jdbc:".length());
        return "jdbc-" + scheme.substring(0, scheme.indexOf(':')).toLowerCase(Locale.ROOT);
    }

    @Override
    public OpenStore store(String namespace, int threads) {
        HikariDataSource pool = JdbcPool.open(spec, threads);
        try {
            return new OpenStore(open(pool, namespace, Duration.ofMinutes(1)), pool);
        } catch (RuntimeException e) {
            pool.close();
            throw e;
        }
    }

    private static JdbcStore open(HikariDataSource pool, String table, Duration sweepEvery) {
        return JdbcStore.builder(pool)
                .table(table)
                .createTable()
                .sweepEvery(sweepEvery)
                .build();
    }

    @Override
    public RawClient raw(String namespace, int threads) {
        HikariDataSource pool = JdbcPool.open(spec, threads);
        try {
            open(pool, namespace, Duration.ZERO).close();
            return new RawJdbc(pool, Sql.of(url, namespace), pool);
        } catch (RuntimeException e) {
            pool.close();
            throw e;
        }
    }

    @Override
    public void clear(String namespace) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            String quote = connection.getMetaData().getIdentifierQuoteString();
            statement.execute("DROP TABLE IF EXISTS " + quote + namespace + quote);
            statement.execute("DROP TABLE IF EXISTS " + quote + namespace + "_owners" + quote);
        }
    }

    @Override
    public ServerWatch watch() throws SQLException {
        return new SqlWatch(connect(), url.startsWith("jdbc:mysql:") || url.startsWith("jdbc:mariadb:"));
    }

    private Connection connect() throws SQLException {
        return spec.user() == null
                ? DriverManager.getConnection(url)
                : DriverManager.getConnection(url, spec.user(), spec.password());
    }
}
