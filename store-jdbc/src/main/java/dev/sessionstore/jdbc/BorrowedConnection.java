package dev.sessionstore.jdbc;

import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/** A connection that one call has borrowed. */
final class BorrowedConnection {

    private static final System.Logger LOG = System.getLogger(BorrowedConnection.class.getName());

    private final Connection connection;
    private final AtomicBoolean aborted = new AtomicBoolean();

    BorrowedConnection(Connection connection) {
        this.connection = connection;
    }

    Connection connection() {
        return connection;
    }

    /**
     * Aborts the connection while a call uses it. Only the first call of this method does so, because it may take a while:
     * MariaDB's driver opens another connection to kill the statement on the server.
     */
    void abort(Executor threads) {
        if (aborted.compareAndSet(false, true)) {
            threads.execute(() -> {
                try {
                    connection.abort(Runnable::run);
                } catch (SQLException | RuntimeException | LinkageError e) {
                    LOG.log(Level.DEBUG, "A connection could not be aborted", e);
                }
            });
        }
    }
}
