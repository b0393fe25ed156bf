package dev.sessionstore.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sessionstore.StoreUnavailableException;
import dev.sessionstore.conformance.FaultProxy;
import dev.sessionstore.testsupport.SqlServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A master that became read-only, while another server became the master behind the same address. */
@Tag("slow")
class DemotedServerTest {

    private static final String USER = "app";
    private static final int POOL = 4;

    private final Instant soon = Instant.now().plusSeconds(3600);
    private final String table = Db.newTable();

    /** A user to whom read-only mode applies, which administrators of MySQL and MariaDB are not. */
    private static List<String> makeUser(Db db) {
        return db == Db.POSTGRESQL
                ? List.of(
                        "DROP ROLE IF EXISTS app",
                        "CREATE ROLE app LOGIN PASSWORD 'app'",
                        "GRANT ALL ON SCHEMA public TO app",
                        "GRANT pg_read_all_data, pg_write_all_data TO app")
                : List.of(
                        "DROP USER IF EXISTS 'app'@'%'",
                        "CREATE USER 'app'@'%' IDENTIFIED BY 'app'",
                        "GRANT SELECT, INSERT, UPDATE, DELETE ON sessions.* TO 'app'@'%'");
    }

    private static List<String> demote(Db db) {
        return db == Db.POSTGRESQL
                ? List.of("ALTER SYSTEM SET default_transaction_read_only = on", "SELECT pg_reload_conf()")
                : List.of("SET GLOBAL read_only = 1");
    }

    @ParameterizedTest
    @EnumSource(
            value = Db.class,
            names = {"MYSQL", "MARIADB", "POSTGRESQL"})
    void writesAreUnavailableAndGoToTheNewMasterAsSoonAsTheAddressLeadsThere(Db db) throws Exception {
        SqlServer next = db.server();
        try (SqlServer old = db.startServer()) {
            for (SqlServer server : List.of(old, next)) {
                execute(server, makeUser(db));
                JdbcStore.builder(server.jdbcUrl())
                        .user(server.user())
                        .password(server.password())
                        .table(table)
                        .createTable()
                        .build()
                        .close();
            }
            try (FaultProxy proxy = FaultProxy.to(old.host(), old.port());
                    JdbcStore store = JdbcStore.builder(old.jdbcUrl(proxy.host(), proxy.port()))
                            .user(USER)
                            .password(USER)
                            .table(table)
                            .poolSize(POOL)
                            .sweepEvery(Duration.ZERO)
                            .build()) {
                store.set("a", "{}", soon);
                execute(old, demote(db));
                await().untilAsserted(() -> assertUnavailable(() -> store.set("a", "{\"n\":1}", soon)));
                assertUnavailable(() -> store.touch("a", soon.plusSeconds(9)));
                assertUnavailable(() -> store.destroy("a"));
                assertUnavailable(() -> store.conditionalWrites().orElseThrow().create("b", "{}", soon));
                assertUnavailable(() -> store.conditionalWrites().orElseThrow().replace("a", "{}", "{}", soon));
                proxy.redirect(next.host(), next.port());
                await().ignoreExceptionsInstanceOf(StoreUnavailableException.class)
                        .until(() -> {
                            store.set("a", "{\"on\":\"next\"}", soon);
                            return true;
                        });
                for (int i = 0; i < 3 * POOL; i++) {
                    assertThat(store.get("a")).hasValue("{\"on\":\"next\"}");
                    store.set("b", "{\"i\":" + i + "}", soon);
                }
            }
            execute(next, List.of("DROP TABLE " + table));
        }
    }

    private static void assertUnavailable(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("the server is read-only");
    }

    private static void execute(SqlServer server, List<String> statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
