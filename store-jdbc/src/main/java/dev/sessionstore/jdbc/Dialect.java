package dev.sessionstore.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/**
 * What differs between databases: the SQL, the unit of the expiry column, and the requirements on the table. MySQL, MariaDB,
 * PostgreSQL and H2 are recognised automatically. For another database implement this interface and pass it to
 * {@link JdbcStoreBuilder#dialect}. Implementations are immutable and thread-safe.
 *
 * <p>{@link #script()} holds the statements, each under a line that names it: {@code -- create table}, {@code -- get}, {@code
 * -- set}, {@code -- touch}, {@code -- destroy}, {@code -- create}, {@code -- take over}, {@code -- replace}, {@code --
 * remove}, {@code -- state}, {@code -- expiry}, {@code -- page}, {@code -- count}, {@code -- clear}, {@code -- expired}, {@code --
 * sweep}. {@code {table} {sid} {data} {expires} {index}} stand for the quoted names and {@code :sid :data :expires :now
 * :expected :expectedBytes :after :upTo :limit} for bound values. Every statement must be atomic by itself. The comparison of
 * {@code replace} and {@code remove} must be exact. A row is live while {@code {expires} >= :now}. {@code create} inserts, and
 * fails with a duplicate key (or changes no row) if there is a row; {@code take over} then overwrites an expired one. It may be
 * omitted if {@code create} does both. For sweeping in batches a script may have {@code sweep batch}, which removes up to
 * {@code :limit} expired, unlocked rows and returns their ids; or {@code lock expired}, which locks and returns those of
 * {@code :sids} that are expired and not locked, together with {@code sweep locked}, which removes {@code :sids}, both in one
 * transaction at READ COMMITTED. The scripts of the built-in dialects are resources of this package and serve as examples.
 *
 * <p>For {@link JdbcStore#owners()} a script also has the sections from {@code -- create owners} on, as the built-in ones do: {@code
 * bind}, {@code unbind}, {@code entries}, {@code remove entries}, {@code entry page}, {@code clear entries}, {@code ended}, {@code sweep
 * entry}, and for sweeping in batches {@code sweep entries}, or {@code lock ended} with {@code sweep locked entries}. {@code {owners}
 * {untilindex} {ownerindex}} stand for the quoted names, {@code :owner :until :bound :since} for further values. Without {@code bind}
 * there is no such index.
 */
public interface Dialect {

    /** {@return the database's name, for messages} */
    String name();

    /** {@return the default names of the table and its columns} */
    SessionTable defaultTable();

    /** {@return the statements, as described above} */
    String script();

    /**
     * Quotes an identifier.
     *
     * @param identifier any text without NUL
     * @return the quoted identifier; by default in double quotes, as in the SQL standard
     */
    default String quote(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    /**
     * Inspects the table and refuses one that cannot keep sessions.
     *
     * @param connection open, in autocommit mode
     * @param table the names
     * @return the traits of the table
     * @throws UnfitTableException when the table exists but cannot keep sessions; the message says what to change
     * @throws SQLException when the database refused; {@link #isMissingTable} recognises a missing table
     */
    TableTraits inspect(Connection connection, SessionTable table) throws SQLException;

    /**
     * Inspects the table of the index of owners and refuses one that cannot keep entries. Its columns are there. By default any
     * table is accepted.
     *
     * @param connection open, in autocommit mode
     * @param table the names of the table of the sessions, which has been inspected
     * @param owners the name of the table of owners, in the same schema
     * @return whether a transaction locks its rows until its end; by default false
     * @throws UnfitTableException when it cannot keep entries; the message says what to change
     * @throws SQLException when the database refused
     */
    default boolean inspectOwners(Connection connection, SessionTable table, String owners) throws SQLException {
        return false;
    }

    /**
     * Converts an expiry to the unit of the column, rounded so that the session never ends early, at most the column's latest.
     *
     * @param expiresAt the promised expiry
     * @return the value for {@code :expires}
     */
    long expires(Instant expiresAt);

    /**
     * Converts the current time to the unit of the column.
     *
     * @param now by the application's clock
     * @return the value for {@code :now}: a row is live while its expiry is this or later
     */
    long now(Instant now);

    /**
     * Converts an expiry from the unit of the column, the inverse of {@link #expires}.
     *
     * @param stored the value of the column
     * @return the expiry
     */
    Instant instant(long stored);

    /** {@return how long after its expiry a session may still be readable} */
    Duration resolution();

    /**
     * Recognises the refusal of an insert because the key exists.
     *
     * @param e what the driver threw
     * @return true for it; by default for SQLState 23505
     */
    default boolean isDuplicateKey(SQLException e) {
        return "23505".equals(e.getSQLState());
    }

    /**
     * Recognises the refusal of a statement because the table is missing.
     *
     * @param e what the driver threw
     * @return true for it; by default for SQLStates 42S02 and 42P01
     */
    default boolean isMissingTable(SQLException e) {
        return "42S02".equals(e.getSQLState()) || "42P01".equals(e.getSQLState());
    }
}
