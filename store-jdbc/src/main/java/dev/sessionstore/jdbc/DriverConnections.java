package dev.sessionstore.jdbc;

import dev.sessionstore.StoreException;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The data source under the store's own pool: opens each connection of one driver within the timeout or not at all. */
final class DriverConnections implements DataSource {

    private final Duration timeout;
    private final Driver driver;
    private final DriverOptions options;
    private final TrackedSockets sockets;
    private final CallDeadlines deadlines;
    private volatile Properties properties;

    DriverConnections(DriverOptions options, Duration timeout, TrackedSockets sockets, CallDeadlines deadlines) {
        this.timeout = timeout;
        this.driver = driverFor(options.url());
        this.options = options;
        this.sockets = sockets;
        this.deadlines = deadlines;
        this.properties = options.forDriver(driver);
    }

    private static Driver driverFor(String url) {
        try {
            return DriverManager.getDriver(url);
        } catch (SQLException e) {
            throw new StoreException("open was refused: there is no JDBC driver for URLs that begin with "
                    + DriverOptions.scheme(url) + " on the class path; add the driver of your database");
        }
    }

    /** Opens and closes the first connection, and adapts the properties if there is a pooler. */
    void connectFirst(long deadline) throws SQLException {
        try (CallDeadlines.Call call = deadlines.begin(deadline)) {
            Properties first = properties;
            try (Connection connection = connect(call)) {
                properties = inspect(connection, first, call);
            } catch (SQLException e) {
                properties = options.afterRefusal(e, first);
                if (properties.equals(first)) {
                    throw e;
                }
                connect(call).close();
            }
        }
    }

    private Properties inspect(Connection connection, Properties used, CallDeadlines.Call call) throws SQLException {
        try {
            return options.afterInspecting(connection, used);
        } catch (SQLException e) {
            throw call.isCut() ? late(e) : e;
        }
    }

    @Override
    public Connection getConnection() throws SQLException {
        try (CallDeadlines.Call call = deadlines.begin(System.nanoTime() + timeout.toNanos())) {
            return connect(call);
        }
    }

    private Connection connect(CallDeadlines.Call call) throws SQLException {
        Connection connection;
        try {
            connection = sockets.track(() -> driver.connect(options.url(), (Properties) properties.clone()));
        } catch (SQLException e) {
            throw call.isCut() ? late(e) : options.withoutUrl(e);
        } catch (RuntimeException e) {
            throw call.isCut() ? late(null) : options.withoutUrl(e);
        }
        if (connection == null) {
            throw new SQLException("the driver does not accept the URL", "08001");
        }
        try {
            options.prepare(connection);
            if (call.isCut()) {
                throw late(null);
            }
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.abort(Runnable::run);
            throw e;
        }
    }

    private SQLException late(@Nullable Exception cause) {
        return new SQLTransientConnectionException(
                "connecting took longer than " + timeout.toMillis() + " ms", "08001", cause);
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    /** Ignored, because each connection has a deadline. */
    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
        return Math.toIntExact(timeout.plusMillis(999).toSeconds());
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) {}

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("this data source wraps nothing");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
