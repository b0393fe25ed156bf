package dev.sessionstore.bench.targets;

import dev.sessionstore.bench.ServerUse;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Reads {@code SHOW GLOBAL STATUS} of MySQL or MariaDB over a connection of its own, and subtracts its own part, which
 * {@code SHOW SESSION STATUS} has. The server does not count its CPU time. PostgreSQL is not read: its counters are up to a
 * second late, so one target's work would be counted for the next.
 */
final class SqlWatch implements ServerWatch {

    private final Connection connection;
    private final boolean hasCounters;
    private final ReentrantLock lock = new ReentrantLock();

    SqlWatch(Connection connection, boolean hasCounters) {
        this.connection = connection;
        this.hasCounters = hasCounters;
    }

    @Override
    public Optional<String> server() {
        lock.lock();
        try {
            DatabaseMetaData server = connection.getMetaData();
            String version = server.getDatabaseProductVersion();
            String product = version.contains("MariaDB") ? "MariaDB" : server.getDatabaseProductName();
            return Optional.of(product + " " + version);
        } catch (SQLException e) {
            throw new IllegalStateException("The server's version cannot be read", e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<ServerUse> use() {
        if (!hasCounters) {
            return Optional.empty();
        }
        lock.lock();
        try {
            ServerUse own = status("SESSION");
            ServerUse all = status("GLOBAL");
            return Optional.of(all.since(own));
        } catch (SQLException e) {
            throw new IllegalStateException("The server's status cannot be read", e);
        } finally {
            lock.unlock();
        }
    }

    private ServerUse status(String scope) throws SQLException {
        Map<String, Long> facts = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW " + scope
                        + " STATUS WHERE Variable_name IN ('Questions', 'Bytes_received', 'Bytes_sent')")) {
            while (rows.next()) {
                facts.put(rows.getString(1), rows.getLong(2));
            }
        }
        return new ServerUse(
                facts.getOrDefault("Questions", -1L),
                facts.getOrDefault("Bytes_received", -1L),
                facts.getOrDefault("Bytes_sent", -1L),
                -1);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException("The connection to the server's status did not close", e);
        }
    }
}
