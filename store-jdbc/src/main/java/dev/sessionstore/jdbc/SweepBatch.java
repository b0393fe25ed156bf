package dev.sessionstore.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Removes many expired rows at once, where the database can skip rows that others have locked: it waits for nobody, and locks
 * only rows that it removes. PostgreSQL does so in one statement. MySQL and MariaDB need a transaction at READ COMMITTED, which
 * locks no gaps between rows: the ids are read before it without a lock, then locked and removed by primary key.
 */
final class SweepBatch {

    /** Reads more ids than it removes, and takes some by chance, so that nodes that meet share the work. */
    private static final int SPREAD = 4;

    /** Numbers of ids that a statement is prepared for; the last one is repeated to fill it. */
    private static final int[] SHAPES = {16, Sweeps.BATCH};

    /** MySQL and MariaDB that replicate statements do not write at READ COMMITTED. */
    private static final int BINLOG_OF_STATEMENTS = 1665;

    /** Syntax or permission, not supported. */
    private static final Set<String> CANNOT = Set.of("42", "0A");

    private final Script script;
    private volatile boolean possible;

    SweepBatch(Script script, TableTraits traits) {
        this.script = script;
        this.possible = script.find(SqlStatement.SWEEP_BATCH).isPresent()
                || (script.find(SqlStatement.LOCK_EXPIRED).isPresent()
                        && script.find(SqlStatement.SWEEP_LOCKED).isPresent()
                        && traits.rowLocks());
    }

    /**
     * Removes up to so many rows, in one step.
     *
     * @param now as the expiry column counts
     * @param removed given the ids as soon as they are removed for good
     * @return how many expired rows were found, or empty when this database removes row by row, now and later
     */
    OptionalInt run(Database.Call call, long now, int limit, Consumer<List<String>> removed) throws SQLException {
        if (!possible) {
            return OptionalInt.empty();
        }
        try {
            return OptionalInt.of(
                    script.find(SqlStatement.SWEEP_BATCH).isPresent()
                            ? inOneStatement(call, now, limit, removed)
                            : inTransaction(call, now, limit, removed));
        } catch (SQLException e) {
            if (SqlErrors.isRolledBack(e)) {
                return OptionalInt.of(limit); // others are at these rows
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
        List<String> sids = strings(call, script.get(SqlStatement.SWEEP_BATCH), Map.of("now", now, "limit", limit));
        removed.accept(sids);
        return sids.size();
    }

    private int inTransaction(Database.Call call, long now, int limit, Consumer<List<String>> removed)
            throws SQLException {
        List<String> expired = strings(
                call,
                script.get(SqlStatement.DUE),
                Map.of("now", now, "limit", Math.min(limit, Sweeps.BATCH) * SPREAD));
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
        List<String> locked = strings(call, list(SqlStatement.LOCK_EXPIRED, sids), values(sids, now));
        if (!locked.isEmpty()) {
            try (PreparedStatement statement =
                    call.prepare(list(SqlStatement.SWEEP_LOCKED, locked), values(locked, now))) {
                if (statement.executeUpdate() != locked.size()) {
                    throw new SQLException("rows were removed that others had locked", "40001");
                }
            }
        }
        call.connection().commit();
        return locked;
    }

    /** A connection whose transaction does not end is of no use, which the SQLState says. */
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

    private static List<String> strings(Database.Call call, Sql sql, Map<String, Object> values) throws SQLException {
        try (PreparedStatement statement = call.prepare(sql, values);
                ResultSet rows = statement.executeQuery()) {
            List<String> strings = new ArrayList<>();
            while (rows.next()) {
                strings.add(rows.getString(1));
            }
            return strings;
        }
    }
}
