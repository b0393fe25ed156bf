package dev.sessionstore.bench.targets;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.sessionstore.bench.stores.StoreSpec;
import java.util.Map;

/** A pool as good users set it up: one connection for each thread, server-side prepared statements that are kept. */
public final class JdbcPool {

    private static final int TIMEOUT_MILLIS = 2000;

    private JdbcPool() {}

    /**
     * Opens a pool.
     *
     * @param spec of a database
     * @param connections how many at most
     * @return to be closed
     */
    public static HikariDataSource open(StoreSpec spec, int connections) {
        String url = spec.requiredUrl();
        HikariConfig config = new HikariConfig();
        config.setPoolName("bench");
        config.setJdbcUrl(url);
        config.setUsername(spec.user());
        config.setPassword(spec.password());
        config.setMaximumPoolSize(connections);
        config.setConnectionTimeout(TIMEOUT_MILLIS);
        properties(url).forEach((name, value) -> {
            if (!url.contains(name + "=")) {
                config.addDataSourceProperty(name, value);
            }
        });
        return new HikariDataSource(config);
    }

    private static Map<String, String> properties(String url) {
        if (url.startsWith("jdbc:mysql:")) {
            return Map.of(
                    "useServerPrepStmts", "true",
                    "cachePrepStmts", "true",
                    "cacheResultSetMetadata", "true",
                    "cacheServerConfiguration", "true",
                    "useLocalSessionState", "true",
                    "elideSetAutoCommits", "true",
                    "maintainTimeStats", "false");
        }
        return url.startsWith("jdbc:mariadb:") ? Map.of("useServerPrepStmts", "true") : Map.of();
    }
}
