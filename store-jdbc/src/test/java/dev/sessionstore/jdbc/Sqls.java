package dev.sessionstore.jdbc;

import dev.sessionstore.testservers.SqlServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** SQL past the store, as an operator would send it. */
final class Sqls {

    private Sqls() {}

    static Connection connect(SqlServer server) throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
    }

    static void execute(SqlServer server, String sql) throws SQLException {
        try (Connection connection = connect(server);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** {@return the first column of the first row, as text} */
    static String query(SqlServer server, String sql) throws SQLException {
        try (Connection connection = connect(server);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
