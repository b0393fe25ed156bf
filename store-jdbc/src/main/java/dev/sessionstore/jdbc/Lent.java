package dev.sessionstore.jdbc;

import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/** A borrowed connection. */
final class Lent {

    private static final System.Logger LOG = System.getLogger(Lent.class.getName());

    private final Connection connection;
    private final AtomicBoolean aborted = new AtomicBoolean();

    Lent(Connection connection) {
        this.connection = connection;
    }

    Connection connection() {
        return connection;
    }

    /**
     * Ends the connection under the call that uses it. Once, since a driver may take a while for it: MariaDB's connects anew to
     * kill the statement on the server.
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
