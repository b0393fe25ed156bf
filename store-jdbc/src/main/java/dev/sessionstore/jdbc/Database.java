package dev.sessionstore.jdbc;

import dev.sessionstore.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Sends single statements, each in autocommit mode, and ends in time: waiting for a connection, the query and the retry after
 * a dead-lock share one timeout.
 */
final class Database {

    /** Time ends it sooner as a rule; many writers of one session need more than a few. */
    private static final int ATTEMPTS = 100;

    private static final long CUT_AFTER = TimeUnit.MILLISECONDS.toNanos(100);

    private final ConnectionSource lender;
    private final CallDeadlines deadlines;
    private final Duration timeout;

    Database(ConnectionSource lender, CallDeadlines deadlines, Duration timeout) {
        this.lender = lender;
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
     * Borrows a connection for some statements with values of sessions.
     *
     * @throws StoreException what went wrong, in the words of the contract
     */
    <T> T call(String operation, String backend, Work<T> work) {
        return call(new Errors(operation, backend, false), System.nanoTime() + timeout.toNanos(), work);
    }

    /**
     * Borrows a connection for statements without such values.
     *
     * @param deadline by {@link System#nanoTime()}
     * @throws StoreException what went wrong, in the words of the contract
     */
    <T> T open(long deadline, Work<T> work) {
        return call(new Errors("open", "the database", true), deadline, work);
    }

    /** What is cut is cut after the network timeout, so that a driver that keeps it ends the call itself. */
    private <T> T call(Errors errors, long deadline, Work<T> work) {
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

    private Lent borrow(Errors errors, long deadline, CallDeadlines.Call watched) throws InterruptedException {
        try {
            Lent lent = new Lent(lender.borrow(deadline - System.nanoTime()));
            watched.uses(lent);
            return lent;
        } catch (SQLException e) {
            throw errors.ofConnecting(e);
        }
    }

    private <T> T on(Lent lent, Errors errors, long deadline, CallDeadlines.Call watched, Work<T> work) {
        T result;
        try (Connection connection = lent.connection()) {
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
                lender.discard(connection);
            }
            return result;
        } catch (SQLException | RuntimeException e) {
            try {
                if (e instanceof SQLException failure && SqlErrors.isReadOnly(failure)) {
                    lender.leaveServer(connection);
                } else if (isOfNoUse(watched, e)) {
                    lender.discard(connection);
                }
            } catch (SQLException broken) {
                e.addSuppressed(broken);
            }
            throw e;
        }
    }

    /** {@return whether nobody is to get the connection on which this happened} */
    private static boolean isOfNoUse(CallDeadlines.Call watched, Exception e) {
        return watched.isCut() || (e instanceof SQLException failure && SqlErrors.isOfNoUse(failure));
    }

    /** The connection is left as it was found, unless nothing can be done on it any more. */
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
                if (!isOfNoUse(watched, e)) {
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

    /** The time limit goes last, as setting the mode may ask the server. */
    private static void restore(Connection connection, boolean autoCommit, int networkTimeout) throws SQLException {
        if (!autoCommit) {
            connection.setAutoCommit(false);
        }
        connection.setNetworkTimeout(Runnable::run, networkTimeout);
    }

    /** One borrowed connection and the time that is left for it. */
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
                    if (attempt == ATTEMPTS || !SqlErrors.isRolledBack(e)) {
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

        /** A quarter of the timeout longer than it, so that a server with a limit of its own can still answer. */
        private void limitTime() throws SQLException {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new SQLTimeoutException("no time left of " + timeout.toMillis() + " ms", "HYT00");
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
