package dev.sessionstore.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Borrows connections from a data source and stops waiting in time. */
interface ConnectionSource extends AutoCloseable {

    /**
     * Waits for a connection.
     *
     * @param nanos how long to wait, at most
     */
    Connection borrow(long nanos) throws SQLException, InterruptedException;

    /** Makes sure that this connection is not used again. The caller still closes it. */
    void discard(Connection connection) throws SQLException;

    /** As {@link #discard}, for a connection to a server that has become read-only. */
    default void leaveServer(Connection connection) throws SQLException {
        discard(connection);
    }

    /** Ends its own threads, if any. The data source stays open. */
    @Override
    void close();

    /**
     * Borrows on the calling thread from a HikariCP pool (also behind a wrapper) that waits no longer than the store, and from a
     * data source whose wait the user declared bounded. Borrows from any other one on a separate thread, because
     * {@link DataSource#getConnection()} may wait without limit.
     */
    static ConnectionSource of(DataSource source, Duration timeout, boolean waitIsBounded) {
        HikariDataSource pool = hikari(source);
        if (waitIsBounded || (pool != null && pool.getConnectionTimeout() <= timeout.toMillis())) {
            return new Direct(source);
        }
        return new BoundedWaitConnectionSource(source, timeout);
    }

    private static @Nullable HikariDataSource hikari(DataSource source) {
        if (source instanceof HikariDataSource pool) {
            return pool;
        }
        try {
            return source.isWrapperFor(HikariDataSource.class) ? source.unwrap(HikariDataSource.class) : null;
        } catch (SQLException | RuntimeException | LinkageError e) {
            return null;
        }
    }

    static void discard(DataSource source, Connection connection) throws SQLException {
        if (source instanceof HikariDataSource pool) {
            pool.evictConnection(connection);
        } else {
            connection.abort(Runnable::run);
        }
    }

    /** Relies on the data source to stop waiting in time. */
    record Direct(DataSource source) implements ConnectionSource {
        @Override
        public Connection borrow(long nanos) throws SQLException {
            return source.getConnection();
        }

        @Override
        public void discard(Connection connection) throws SQLException {
            ConnectionSource.discard(source, connection);
        }

        @Override
        public void close() {}
    }
}
