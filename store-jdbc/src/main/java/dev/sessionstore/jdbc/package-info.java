/**
 * Sessions in a table of MySQL, MariaDB, PostgreSQL or H2, in the tables that Node's express-mysql-session and
 * connect-pg-simple use. {@link dev.sessionstore.jdbc.JdbcStore} is where to start. What differs between databases is in one
 * class per {@link dev.sessionstore.jdbc.Dialect}.
 *
 * @since 0.1.0
 */
@NullMarked
package dev.sessionstore.jdbc;

import org.jspecify.annotations.NullMarked;
