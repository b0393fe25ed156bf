package dev.sessionstore.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionstore.testsupport.SqlServer;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The servers that the other tests rely on. */
@Tag("slow")
class ServersTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource({"PostgreSQL, POSTGRESQL", "MariaDB, MARIADB", "MySQL, MYSQL"})
    void keepsWhatWasCommittedWhenKilledAndStartedAgainOnTheSamePort(String product, Db db) throws Exception {
        try (SqlServer server = db.startServer()) {
            assertThat(product(server)).isEqualTo(product);
            execute(server, "CREATE TABLE kept (id int primary key)");
            execute(server, "INSERT INTO kept VALUES (1)");
            server.kill();
            assertThatThrownBy(() -> execute(server, "SELECT 1")).isInstanceOf(SQLException.class);
            server.startAgain();
            execute(server, "INSERT INTO kept VALUES (2)");
            server.stop();
            server.startAgain();
            assertThatThrownBy(() -> execute(server, "INSERT INTO kept VALUES (1)"))
                    .isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> execute(server, "INSERT INTO kept VALUES (2)"))
                    .isInstanceOf(SQLException.class);
        }
    }

    private static String product(SqlServer server) throws SQLException {
        try (var connection = DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password())) {
            return connection.getMetaData().getDatabaseProductName();
        }
    }

    private static void execute(SqlServer server, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
