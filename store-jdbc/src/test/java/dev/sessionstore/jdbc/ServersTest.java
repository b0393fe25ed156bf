package dev.sessionstore.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionstore.testsupport.MariaDbServer;
import dev.sessionstore.testsupport.MySqlServer;
import dev.sessionstore.testsupport.PostgresServer;
import dev.sessionstore.testsupport.SqlServer;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The servers that the other tests rely on. */
@Tag("slow")
class ServersTest {

    static Stream<Arguments> servers() {
        return Stream.of(
                Arguments.of("PostgreSQL", PostgresServer.start()),
                Arguments.of("MariaDB", MariaDbServer.start()),
                Arguments.of("MySQL", MySqlServer.start()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("servers")
    void keepsWhatWasCommittedWhenKilledAndStartedAgainOnTheSamePort(String product, SqlServer server)
            throws Exception {
        try (server) {
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
