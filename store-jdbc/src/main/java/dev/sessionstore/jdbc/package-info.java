/**
 * Sessions in a table of MySQL, MariaDB, PostgreSQL or H2, compatible with Node's express-mysql-session and connect-pg-simple. Start
 * at {@link dev.sessionstore.jdbc.JdbcStore}; for another database implement {@link dev.sessionstore.jdbc.Dialect}.
 *
 * <p>From the call to the SQL:
 *
 * <ul>
 *   <li>{@code JdbcStore}, {@code JdbcConditionalWrites}, {@code JdbcListing}, {@code JdbcOwners}, {@code JdbcSweeping}: the contract,
 *       arguments and events
 *   <li>{@code StoreState}: open or closed, connected or disconnected
 *   <li>{@code SessionDao}: the statement of each operation; {@code OwnersDao}: those of the index of owners
 *   <li>{@code TableSweeper}, {@code SweepDao}, {@code SweepBatch}: the removal of expired rows, for both tables
 *   <li>{@code Database}: borrows a connection for a call, limits its time, repeats a statement after a deadlock
 *   <li>{@code ErrorTranslator}, {@code SqlErrorCodes}: what a driver throws becomes an exception of the contract
 * </ul>
 *
 * <p>What differs between databases:
 *
 * <ul>
 *   <li>{@code Dialects} recognises the database; {@code MySqlDialect}, {@code PostgresDialect} and {@code H2Dialect} describe it
 *   <li>{@code Script}, {@code Sql}, {@code SqlStatement}: the statements, read from {@code mysql.sql}, {@code postgresql.sql} and
 *       {@code h2.sql}
 *   <li>{@code TableInspection} inspects the table at start and creates it; {@code MySqlTable}, {@code PostgresTable} and
 *       {@code H2Table} refuse one that cannot keep sessions
 *   <li>{@code OwnersInspection} does the same for the table of owners, with {@code MySqlOwnersTable}, {@code PostgresOwnersTable} and
 *       {@code H2OwnersTable}
 * </ul>
 *
 * <p>Connections and time:
 *
 * <ul>
 *   <li>{@code Connections} opens and closes everything; {@code ConnectionSource} borrows from a user's data source or the own pool
 *   <li>{@code DriverConnections}, {@code DriverOptions}: connections of one driver and their properties; {@code UrlSecrets}: what of
 *       a URL no message may show
 *   <li>{@code CallDeadlines} cuts the connection of an overdue call; {@code TrackedSockets} knows the socket under it
 *   <li>{@code Sweeper}: the thread that removes expired rows
 * </ul>
 *
 * @since 0.1.0
 */
@NullMarked
package dev.sessionstore.jdbc;

import org.jspecify.annotations.NullMarked;
