package dev.sessionstore.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/** Lends connections of a data source and gives up waiting in time. */
interface Lender extends AutoCloseable {

    /**
     * Waits for a connection.
     *
     * @param nanos how long to wait, at most
     */
    Connection borrow(long nanos) throws SQLException, InterruptedException;

    /** Makes sure that nobody gets this connection again; it is given back all the same. */
    static void discard(DataSource source, Connection connection) throws SQLException {
        if (source instanceof HikariDataSource pool) {
            pool.evictConnection(connection);
        } else {
            connection.abort(Runnable::run);
        }
    }

    /** {@return where the connections come from} */
    DataSource source();

    /** Ends the threads of its own, if any. The data source stays open. */
    @Override
    void close();

    /**
     * A pool of HikariCP that waits no longer than the store does is asked directly, anything else through a thread, as
     * {@link DataSource#getConnection()} may wait for as long as it likes.
     */
    static Lender of(DataSource source, Duration timeout) {
        if (source instanceof HikariDataSource pool && pool.getConnectionTimeout() <= timeout.toMillis()) {
            return new Direct(pool);
        }
        return new PatientLender(source, timeout);
    }

    /** Trusts the data source to give up in time. */
    record Direct(DataSource source) implements Lender {
        @Override
        public Connection borrow(long nanos) throws SQLException {
            return source.getConnection();
        }

        @Override
        public void close() {}
    }
}
