package dev.sessionstore.jdbc;

import dev.sessionstore.testsupport.MariaDbServer;
import dev.sessionstore.testsupport.MySqlServer;
import dev.sessionstore.testsupport.PostgresServer;
import dev.sessionstore.testsupport.SqlServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;

/** The databases and drivers that everything is tried with. */
enum Db {
    MYSQL,
    MARIADB,
    /** MariaDB behind MySQL's driver, to which it says that it is MySQL. */
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
