package dev.sessionstore.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionstore.StoreException;
import java.lang.reflect.Proxy;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How a database is recognised, and how its script is read. */
class DialectTest {

    @ParameterizedTest
    @EnumSource(Db.class)
    void isFoundFromTheMetadata(Db db) throws SQLException {
        try (var connection = db.connect()) {
            String expected = switch (db) {
                case MYSQL -> "MySQL";
                case MARIADB, MARIADB_AS_MYSQL -> "MariaDB";
                case POSTGRESQL -> "PostgreSQL";
                case H2 -> "H2";
            };
            assertThat(Dialects.find(connection.getMetaData(), ZoneOffset.UTC).name())
                    .isEqualTo(expected);
        }
    }

    @Test
    void anUnknownDatabaseIsToldWithWhatToImplement() {
        DatabaseMetaData oracle = (DatabaseMetaData) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {DatabaseMetaData.class},
                (proxy, method, arguments) -> "Oracle");
        assertThatThrownBy(() -> Dialects.find(oracle, ZoneOffset.UTC))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("\"Oracle\"")
                .hasMessageContaining("implement dev.sessionstore.jdbc.Dialect");
    }

    /** As for a database of the user's own. */
    @Test
    void aGivenDialectIsUsed() throws Exception {
        String table = Db.newTable();
        Dialect own = new MySqlDialect("Our own MySQL") {
            @Override
            public SessionTable defaultTable() {
                return new SessionTable(null, table, "id", "value", "until");
            }
        };
        try (JdbcStore store = JdbcStore.builder(Db.MYSQL.url())
                .user(Db.MYSQL.user())
                .password(Db.MYSQL.password())
                .dialect(own)
                .createTable()
                .build()) {
            store.set("a", "{}", Instant.now().plusSeconds(60));
            assertThat(Db.MYSQL.query("SELECT id FROM " + table)).isEqualTo("a");
        }
    }

    @Test
    void aScriptWithoutAStatementIsRefused() {
        Dialect incomplete = new H2Dialect() {
            @Override
            public String script() {
                return super.script().replace("-- touch", "-- tuch");
            }
        };
        assertThatThrownBy(() -> Script.of(incomplete, incomplete.defaultTable(), Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"-- touch\"");
    }

    @Test
    void namedValuesAreFoundOutsideOfQuotesOnly() {
        Sql sql = Sql.parse("SELECT \":a\", `:b`, ':c' FROM t WHERE x = :sid AND y = :now AND z = :sid");
        assertThat(sql.text()).isEqualTo("SELECT \":a\", `:b`, ':c' FROM t WHERE x = ? AND y = ? AND z = ?");
        assertThat(sql.names()).containsExactly("sid", "now", "sid");
    }
}
