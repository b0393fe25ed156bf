package dev.sessionstore.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Removes many expired rows at once where the database can skip locked rows. It never waits for a lock and locks only rows that
 * it removes. PostgreSQL does this in one statement. MySQL and MariaDB need a transaction at READ COMMITTED, which locks no gaps
 * between rows: the ids are read before it without a lock, then locked and removed by primary key.
 */
final class SweepBatch {

    /** So many times more ids are read than removed, and a random part is taken, so that several nodes share the work. */
    private static final int SPREAD = 4;

    /** The numbers of ids that statements are prepared for. The last id is repeated to fill the rest. */
    private static final int[] SHAPES = {16, TableSweeper.BATCH};

    /** MySQL and MariaDB with statement-based replication refuse to write at READ COMMITTED. */
    private static final int BINLOG_OF_STATEMENTS = 1665;

    /** Syntax error or missing privilege; not supported. */
    private static final Set<String> CANNOT = Set.of("42", "0A");

    private final Script script;
    private final SweepStatements statements;
    private volatile boolean possible;

    SweepBatch(Script script, SweepStatements statements, boolean rowLocks) {
        this.script = script;
        this.statements = statements;
        this.possible = script.find(statements.batch()).isPresent()
                || (script.find(statements.lock()).isPresent()
                        && script.find(statements.locked()).isPresent()
                        && rowLocks);
    }

    /**
     * Removes up to {@code limit} rows in one step.
     *
     * @param now in the unit of the expiry column
     * @param removed receives the ids once their removal is committed
     * @return how many expired rows were found, or empty if this database can only remove row by row
     */
    OptionalInt run(Database.Call call, long now, int limit, Consumer<List<String>> removed) throws SQLException {
        if (!possible) {
            return OptionalInt.empty();
        }
        try {
            return OptionalInt.of(
                    script.find(statements.batch()).isPresent()
                            ? inOneStatement(call, now, limit, removed)
                            : inTransaction(call, now, limit, removed));
        } catch (SQLException e) {
            if (SqlErrorCodes.isRolledBack(e)) {
                return OptionalInt.of(limit); // other nodes are removing the same rows
            }
            String state = String.valueOf(e.getSQLState());
            if (e.getErrorCode() != BINLOG_OF_STATEMENTS
                    && !CANNOT.contains(state.substring(0, Math.min(2, state.length())))) {
                throw e;
            }
            possible = false;
            return OptionalInt.empty();
        }
    }

    private int inOneStatement(Database.Call call, long now, int limit, Consumer<List<String>> removed)
            throws SQLException {
        List<String> sids = call.strings(script.get(statements.batch()), Map.of("now", now, "limit", limit));
        removed.accept(sids);
        return sids.size();
    }

    private int inTransaction(Database.Call call, long now, int limit, Consumer<List<String>> removed)
            throws SQLException {
        List<String> expired = call.strings(
                script.get(statements.expired()),
                Map.of("now", now, "limit", Math.min(limit, TableSweeper.BATCH) * SPREAD));
        Collections.shuffle(expired);
        List<String> some = expired.subList(0, Math.min(limit, expired.size()));
        if (some.isEmpty()) {
            return 0;
        }
        Connection connection = call.connection();
        connection.setAutoCommit(false);
        try {
            removed.accept(lockAndRemove(call, connection, now, some));
        } catch (SQLException | RuntimeException e) {
            rollBack(connection, e);
            throw e;
        }
        connection.setAutoCommit(true);
        return some.size();
    }

    private List<String> lockAndRemove(Database.Call call, Connection connection, long now, List<String> sids)
            throws SQLException {
        try (java.sql.Statement statement = connection.createStatement()) {
            statement.execute("SET TRANSACTION ISOLATION LEVEL READ COMMITTED");
        }
        List<String> locked = call.strings(list(statements.lock(), sids), values(sids, now));
        if (!locked.isEmpty()) {
            try (PreparedStatement statement = call.prepare(list(statements.locked(), locked), values(locked, now))) {
                if (statement.executeUpdate() != locked.size()) {
                    throw new SQLException(
                            "the number of removed rows differs from the number of locked ones", "40001");
                }
            }
        }
        call.connection().commit();
        return locked;
    }

    /** A connection whose transaction does not end is unusable; SQLState 08007 marks it so. */
    private static void rollBack(Connection connection, Exception why) throws SQLException {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            e.addSuppressed(why);
            throw new SQLException("the transaction could not be rolled back", "08007", e);
        }
    }

    private Sql list(SqlStatement statement, List<String> sids) {
        return script.get(statement, shape(sids));
    }

    private static int shape(List<String> sids) {
        int i = 0;
        while (SHAPES[i] < sids.size()) {
            i++;
        }
        return SHAPES[i];
    }

    private static Map<String, Object> values(List<String> sids, long now) {
        Map<String, Object> values = new HashMap<>();
        values.put("now", now);
        for (int i = 0; i < shape(sids); i++) {
            values.put("sids" + i, sids.get(Math.min(i, sids.size() - 1)));
        }
        return values;
    }
}
