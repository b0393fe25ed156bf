package dev.sessionstore.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Lends connections of a data source and gives up waiting in time. */
interface ConnectionSource extends AutoCloseable {

    /**
     * Waits for a connection.
     *
     * @param nanos how long to wait, at most
     */
    Connection borrow(long nanos) throws SQLException, InterruptedException;

    /** Makes sure that nobody gets this connection again; it is given back all the same. */
    void discard(Connection connection) throws SQLException;

    /** As {@link #discard}, for a connection to a server that sessions cannot be written to any more. */
    default void leaveServer(Connection connection) throws SQLException {
        discard(connection);
    }

    /** Ends the threads of its own, if any. The data source stays open. */
    @Override
    void close();

    /**
     * A pool of HikariCP that waits no longer than the store does is asked directly, also behind a wrapper, and so is one of
     * which the user says so; anything else through a thread, as {@link DataSource#getConnection()} may wait for as long as it
     * likes.
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

    /** Trusts the data source to give up in time. */
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
