package dev.sessionstore.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/**
 * What is peculiar to one database: its SQL, how its expiry column counts time, and what its table must be like. MySQL,
 * MariaDB, PostgreSQL and H2 are found by themselves; for another database implement this and hand it to
 * {@link JdbcStoreBuilder#dialect}. Immutable and thread-safe.
 *
 * <p>{@link #script()} holds the statements, each under a line that names it: {@code -- create table}, {@code -- get}, {@code
 * -- set}, {@code -- touch}, {@code -- destroy}, {@code -- create}, {@code -- take over}, {@code -- replace}, {@code --
 * remove}, {@code -- state}, {@code -- expiry}, {@code -- page}, {@code -- count}, {@code -- clear}, {@code -- due}, {@code --
 * sweep}. {@code {table} {sid} {data} {expires} {index}} stand for the quoted names and {@code :sid :data :expires :now
 * :expected :expectedBytes :after :upTo :limit} for bound values. Every statement must be atomic by itself, the comparison of
 * {@code replace} and {@code remove} exact, and a row is live while {@code {expires} >= :now}. {@code create} inserts and
 * fails with a duplicate key (or changes no row) where there is a row, and {@code take over} then writes over an expired one;
 * it may be left out when {@code create} does both. Optional too, for sweeping in batches: {@code sweep batch}, which removes up to
 * {@code :limit} expired rows that nobody has locked and returns their ids; or {@code lock expired}, which returns those of
 * {@code :sids} that are expired and locked by nobody, and locks them, with {@code sweep locked}, which removes {@code :sids}, both
 * in one transaction at READ COMMITTED. The scripts of the built-in dialects lie in this package as examples.
 */
public interface Dialect {

    /** {@return the database's name, for messages} */
    String name();

    /** {@return the names that are used unless the user gives others} */
    SessionTable defaultTable();

    /** {@return the statements, as described above} */
    String script();

    /**
     * Quotes an identifier.
     *
     * @param identifier any text without NUL
     * @return the identifier as SQL, here in double quotes as in the SQL standard
     */
    default String quote(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    /**
     * Looks at the table and refuses one in which sessions would not keep.
     *
     * @param connection open, in autocommit mode
     * @param table the names
     * @return what is peculiar to the table found
     * @throws UnfitTableException when the table is there but cannot keep sessions, saying what to change
     * @throws SQLException when the database refused; a missing table has the SQLState 42S02 or 42P01 (or the one of this
     *     dialect, see {@link #isMissingTable})
     */
    TableTraits inspect(Connection connection, SessionTable table) throws SQLException;

    /**
     * The expiry as the column holds it: never rounded so that the session would end earlier, and at most what the column
     * can hold.
     *
     * @param expiresAt the promised expiry
     * @return the value for {@code :expires}
     */
    long expires(Instant expiresAt);

    /**
     * The present as it is compared with the column.
     *
     * @param now of the application's clock
     * @return the value for {@code :now}: a row is live while its expiry is this or later
     */
    long now(Instant now);

    /**
     * The way back of {@link #expires}.
     *
     * @param stored as the column holds it
     * @return the instant that it stands for
     */
    Instant instant(long stored);

    /** {@return how long after its expiry a session may still be readable, at most} */
    Duration resolution();

    /**
     * Whether an insert was refused because there is a row with this key.
     *
     * @param e what the driver threw
     * @return here: true for the SQLState 23505
     */
    default boolean isDuplicateKey(SQLException e) {
        return "23505".equals(e.getSQLState());
    }

    /**
     * Whether a statement was refused because there is no such table.
     *
     * @param e what the driver threw
     * @return here: true for the SQLStates 42S02 and 42P01
     */
    default boolean isMissingTable(SQLException e) {
        return "42S02".equals(e.getSQLState()) || "42P01".equals(e.getSQLState());
    }
}
