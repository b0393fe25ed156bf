package dev.sessionstore.jdbc;

import dev.sessionstore.testsupport.MariaDbServer;
import dev.sessionstore.testsupport.MySqlServer;
import dev.sessionstore.testsupport.PostgresServer;
import dev.sessionstore.testsupport.SqlServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The databases and drivers under test. */
enum Db {
    MYSQL,
    MARIADB,
    /** MariaDB with MySQL's driver, to which it reports the product MySQL. */
    MARIADB_AS_MYSQL,
    POSTGRESQL,
    H2;

    String url() {
        return switch (this) {
            case MYSQL, MARIADB, POSTGRESQL -> server().jdbcUrl();
            case MARIADB_AS_MYSQL ->
                "jdbc:mysql://127.0.0.1:" + server().port() + "/sessions?sslMode=DISABLED&allowPublicKeyRetrieval=true";
            case H2 -> "jdbc:h2:mem:tests;DB_CLOSE_DELAY=-1";
        };
    }

    /** {@return the URL through another address, such as a proxy's} */
    String url(String host, int port) {
        return url().replace("127.0.0.1:" + server().port(), host + ":" + port);
    }

    SqlServer server() {
        return switch (this) {
            case MYSQL -> MySqlServer.shared();
            case MARIADB, MARIADB_AS_MYSQL -> MariaDbServer.shared();
            case POSTGRESQL -> PostgresServer.shared();
            case H2 -> throw new IllegalStateException("H2 has no server");
        };
    }

    /** {@return a server of its own, which the test may stop} */
    SqlServer startServer() {
        return switch (this) {
            case MYSQL -> MySqlServer.start();
            case MARIADB, MARIADB_AS_MYSQL -> MariaDbServer.start();
            case POSTGRESQL -> PostgresServer.start();
            case H2 -> throw new IllegalStateException("H2 has no server");
        };
    }

    String user() {
        return this == H2 ? "sa" : server().user();
    }

    String password() {
        return this == H2 ? "" : server().password();
    }

    /** {@return a builder of stores with their own small pool, without sweeper, on a table that is created} */
    JdbcStoreBuilder builder(String table) {
        return builder(url(), table);
    }

    JdbcStoreBuilder builder(String url, String table) {
        return JdbcStore.builder(url)
                .user(user())
                .password(password())
                .poolSize(4)
                .table(table)
                .createTable()
                .sweepEvery(Duration.ZERO);
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(url(), user(), password());
    }

    void execute(String... statements) throws SQLException {
        try (Connection connection = connect();
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** {@return the first column of the first row, as text} */
    String query(String sql) throws SQLException {
        try (Connection connection = connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    /**
     * Inserts rows without the store, a thousand per statement.
     *
     * @param expiry of each row, in Unix seconds
     */
    void insert(String table, int rows, IntFunction<String> sid, IntToLongFunction expiry) throws SQLException {
        String columns = switch (this) {
            case POSTGRESQL -> "sid, sess, expire";
            case H2 -> "\"sid\", \"data\", \"expires\"";
            default -> "session_id, data, expires";
        };
        String row = switch (this) {
            case POSTGRESQL -> "('%s', '{}', to_timestamp(%d) AT TIME ZONE 'UTC')";
            case H2 -> "('%s', '{}', %d000)";
            default -> "('%s', '{}', %d)";
        };
        String insert = "INSERT INTO " + quoted(table) + " (" + columns + ") VALUES ";
        String[] statements = IntStream.iterate(0, start -> start < rows, start -> start + 1000)
                .mapToObj(start -> IntStream.range(start, Math.min(rows, start + 1000))
                        .mapToObj(i -> row.formatted(sid.apply(i), expiry.applyAsLong(i)))
                        .collect(Collectors.joining(", ", insert, "")))
                .toArray(String[]::new);
        execute(statements);
    }

    /** Inserts entries of the index of owners without the store, of a thousand owners. */
    void insertEntries(String table, int rows, Instant until) throws SQLException {
        long unit = this == H2 ? until.toEpochMilli() : until.getEpochSecond();
        String insert = "INSERT INTO " + quoted(table + "_owners") + " VALUES ";
        String[] statements = IntStream.iterate(0, start -> start < rows, start -> start + 1000)
                .mapToObj(start -> IntStream.range(start, Math.min(rows, start + 1000))
                        .mapToObj(i -> "('s%06d', '%064x', %d, %d, %d)".formatted(i, i % 1000, unit, i, i))
                        .collect(Collectors.joining(", ", insert, "")))
                .toArray(String[]::new);
        execute(statements);
    }

    String quoted(String name) {
        return switch (this) {
            case POSTGRESQL, H2 -> '"' + name.replace("\"", "\"\"") + '"';
            default -> '`' + name.replace("`", "``") + '`';
        };
    }

    boolean isMySqlLike() {
        return this != POSTGRESQL && this != H2;
    }

    /** {@return a table name that no other test has} */
    static String newTable() {
        return "s_" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    }
}
