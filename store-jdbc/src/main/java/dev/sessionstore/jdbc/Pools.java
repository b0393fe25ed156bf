package dev.sessionstore.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Opens pools with what makes each driver fast and bounded. What the URL says itself is left as it is. */
final class Pools {

    private Pools() {}

    static HikariDataSource open(
            String url, @Nullable String user, @Nullable String password, int size, Duration timeout) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("session-store");
        config.setJdbcUrl(url);
        if (user != null) {
            config.setUsername(user);
        }
        if (password != null) {
            config.setPassword(password);
        }
        config.setMaximumPoolSize(size);
        config.setConnectionTimeout(timeout.toMillis());
        config.setValidationTimeout(Math.max(250, timeout.toMillis() / 4));
        config.setInitializationFailTimeout(-1);
        driverProperties(url, timeout).forEach((name, value) -> {
            if (!url.contains(name + "=")) {
                config.addDataSourceProperty(name, value);
            }
        });
        String initSql = initSql(url, timeout);
        if (!initSql.isEmpty()) {
            config.setConnectionInitSql(initSql);
        }
        return new HikariDataSource(config);
    }

    private static Map<String, String> driverProperties(String url, Duration timeout) {
        Map<String, String> properties = new LinkedHashMap<>();
        if (url.startsWith("jdbc:mysql:")) {
            properties.put("useServerPrepStmts", "true");
            properties.put("cachePrepStmts", "true");
            properties.put("cacheResultSetMetadata", "true");
            properties.put("cacheServerConfiguration", "true");
            properties.put("useLocalSessionState", "true");
            properties.put("elideSetAutoCommits", "true");
            properties.put("maintainTimeStats", "false");
            properties.put("connectTimeout", String.valueOf(timeout.toMillis()));
            properties.put("tcpKeepAlive", "true");
        } else if (url.startsWith("jdbc:mariadb:")) {
            properties.put("useServerPrepStmts", "true");
            properties.put("connectTimeout", String.valueOf(timeout.toMillis()));
            properties.put("tcpKeepAlive", "true");
        } else if (url.startsWith("jdbc:postgresql:")) {
            properties.put("connectTimeout", String.valueOf(Math.max(1, timeout.toSeconds())));
            properties.put("tcpKeepAlive", "true");
            properties.put("ApplicationName", "session-store");
        }
        return properties;
    }

    /**
     * So that the server does not go on with a statement that nobody waits for any more. MySQL can only limit the wait for a
     * lock, in seconds and up to one late.
     */
    private static String initSql(String url, Duration timeout) {
        String lockWait = "innodb_lock_wait_timeout = " + Math.max(1, timeout.toSeconds() - 1);
        if (url.startsWith("jdbc:mysql:")) {
            return "SET SESSION " + lockWait;
        }
        if (url.startsWith("jdbc:mariadb:")) {
            return "SET SESSION " + lockWait + ", max_statement_time = " + timeout.toMillis() / 1000.0;
        }
        if (url.startsWith("jdbc:postgresql:")) {
            return "SET statement_timeout = " + timeout.toMillis();
        }
        return url.startsWith("jdbc:h2:") ? "SET LOCK_TIMEOUT " + timeout.toMillis() : "";
    }
}
