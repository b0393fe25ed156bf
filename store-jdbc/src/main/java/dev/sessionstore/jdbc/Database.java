package dev.sessionstore.jdbc;

import dev.sessionstore.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Borrows a connection for each call and sends the call's statements in autocommit mode. The wait for the connection, the
 * statements and the retries after a deadlock share one timeout.
 */
final class Database {

    /** Many writers of one session need more than a few. Usually the timeout ends the attempts first. */
    private static final int ATTEMPTS = 100;

    private static final long CUT_AFTER = TimeUnit.MILLISECONDS.toNanos(100);

    private final ConnectionSource source;
    private final CallDeadlines deadlines;
    private final Duration timeout;

    Database(ConnectionSource source, CallDeadlines deadlines, Duration timeout) {
        this.source = source;
        this.deadlines = deadlines;
        this.timeout = timeout;
    }

    /** Work on one borrowed connection. */
    interface Work<T> {
        T on(Call call) throws SQLException;
    }

    /** Reads a row. */
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /**
     * Borrows a connection for statements that contain sessions' values.
     *
     * @throws StoreException what the driver threw, translated without the driver's text
     */
    <T> T call(String operation, String backend, Work<T> work) {
        return call(new ErrorTranslator(operation, backend, false), System.nanoTime() + timeout.toNanos(), work);
    }

    /**
     * Borrows a connection for statements without such values.
     *
     * @param deadline by {@link System#nanoTime()}
     * @throws StoreException what the driver threw, translated, with the driver's text
     */
    <T> T open(long deadline, Work<T> work) {
        return call(new ErrorTranslator("open", "the database", true), deadline, work);
    }

    /** The connection is cut later than the network timeout, so that a driver that respects it ends the call itself. */
    private <T> T call(ErrorTranslator errors, long deadline, Work<T> work) {
        if (Thread.currentThread().isInterrupted()) {
            throw errors.interrupted(new SQLException("not sent"));
        }
        CallDeadlines.Call watched = deadlines.begin(deadline + timeout.toNanos() / 4 + CUT_AFTER);
        try (watched) {
            return on(borrow(errors, deadline, watched), errors, deadline, watched, work);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw errors.interrupted(e);
        }
    }

    private BorrowedConnection borrow(ErrorTranslator errors, long deadline, CallDeadlines.Call watched)
            throws InterruptedException {
        try {
            BorrowedConnection borrowed = new BorrowedConnection(source.borrow(deadline - System.nanoTime()));
            watched.uses(borrowed);
            return borrowed;
        } catch (SQLException e) {
            throw errors.translateConnecting(e);
        }
    }

    private <T> T on(
            BorrowedConnection borrowed,
            ErrorTranslator errors,
            long deadline,
            CallDeadlines.Call watched,
            Work<T> work) {
        T result;
        try (Connection connection = borrowed.connection()) {
            result = on(connection, deadline, watched, work);
        } catch (SQLException e) {
            throw errors.translate(e);
        } catch (StoreException e) {
            throw e;
        } catch (RuntimeException e) {
            throw watched.isCut() ? errors.translate(new SQLTimeoutException("the connection was cut", "HYT00", e)) : e;
        }
        return result;
    }

    private <T> T on(Connection connection, long deadline, CallDeadlines.Call watched, Work<T> work)
            throws SQLException {
        try {
            T result = inAutoCommit(connection, deadline, watched, work);
            if (watched.isCut()) {
                source.discard(connection);
            }
            return result;
        } catch (SQLException | RuntimeException e) {
            try {
                if (e instanceof SQLException failure && SqlErrorCodes.isReadOnly(failure)) {
                    source.leaveServer(connection);
                } else if (isUnusable(watched, e)) {
                    source.discard(connection);
                }
            } catch (SQLException broken) {
                e.addSuppressed(broken);
            }
            throw e;
        }
    }

    /** {@return whether the connection must not be used again after this exception} */
    private static boolean isUnusable(CallDeadlines.Call watched, Exception e) {
        return watched.isCut() || (e instanceof SQLException failure && SqlErrorCodes.makesUnusable(failure));
    }

    /** Restores the mode of the connection, unless the connection is unusable. */
    private <T> T inAutoCommit(Connection connection, long deadline, CallDeadlines.Call watched, Work<T> work)
            throws SQLException {
        int networkTimeout = connection.getNetworkTimeout();
        Call call = new Call(connection, deadline, timeout);
        call.limitTime();
        boolean autoCommit = connection.getAutoCommit();
        if (!autoCommit) {
            connection.setAutoCommit(true);
        }
        T result;
        try {
            result = work.on(call);
        } catch (SQLException | RuntimeException e) {
            try {
                if (!isUnusable(watched, e)) {
                    restore(connection, autoCommit, networkTimeout);
                }
            } catch (SQLException broken) {
                e.addSuppressed(broken);
            }
            throw e;
        }
        restore(connection, autoCommit, networkTimeout);
        return result;
    }

    /** The network timeout is restored last, because setting the mode may be a round trip. */
    private static void restore(Connection connection, boolean autoCommit, int networkTimeout) throws SQLException {
        if (!autoCommit) {
            connection.setAutoCommit(false);
        }
        connection.setNetworkTimeout(Runnable::run, networkTimeout);
    }

    /** One borrowed connection and its deadline. */
    static final class Call {
        private final Connection connection;
        private final long deadline;
        private final Duration timeout;

        Call(Connection connection, long deadline, Duration timeout) {
            this.connection = connection;
            this.deadline = deadline;
            this.timeout = timeout;
        }

        Connection connection() throws SQLException {
            limitTime();
            return connection;
        }

        /** {@return how many rows the statement changed} */
        int update(Sql sql, Map<String, Object> values) throws SQLException {
            for (int attempt = 1; ; attempt++) {
                try (PreparedStatement statement = prepare(sql, values)) {
                    return statement.executeUpdate();
                } catch (SQLException e) {
                    if (attempt == ATTEMPTS || !SqlErrorCodes.isRolledBack(e)) {
                        throw e;
                    }
                }
            }
        }

        /** {@return the first row} */
        <T> Optional<T> query(Sql sql, Map<String, Object> values, Row<T> row) throws SQLException {
            try (PreparedStatement statement = prepare(sql, values);
                    ResultSet rows = statement.executeQuery()) {
                return rows.next() ? Optional.ofNullable(row.read(rows)) : Optional.empty();
            }
        }

        /** {@return the first column of all rows, in a list that the caller may change} */
        List<String> strings(Sql sql, Map<String, Object> values) throws SQLException {
            return rows(sql, values, row -> row.getString(1));
        }

        /** {@return all rows, in a list that the caller may change} */
        <T> List<T> rows(Sql sql, Map<String, Object> values, Row<T> row) throws SQLException {
            try (PreparedStatement statement = prepare(sql, values);
                    ResultSet rows = statement.executeQuery()) {
                List<T> all = new ArrayList<>();
                while (rows.next()) {
                    all.add(row.read(rows));
                }
                return all;
            }
        }

        PreparedStatement prepare(Sql sql, Map<String, Object> values) throws SQLException {
            limitTime();
            PreparedStatement statement = connection.prepareStatement(sql.text());
            try {
                sql.bind(statement, values);
                return statement;
            } catch (SQLException | RuntimeException e) {
                statement.close();
                throw e;
            }
        }

        /** Sets the time left and a quarter of the timeout, so that a server with its own limit can still answer. */
        private void limitTime() throws SQLException {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new SQLTimeoutException(
                        "nothing is left of the timeout of " + timeout.toMillis() + " ms", "HYT00");
            }
            int limit = (int) Math.min(Integer.MAX_VALUE, left + timeout.toMillis() / 4);
            try {
                connection.setNetworkTimeout(Runnable::run, limit);
            } catch (SQLFeatureNotSupportedException e) {
                throw new SQLException("the driver cannot limit the time of a call (setNetworkTimeout)", e);
            }
        }
    }
}
