package dev.sessionstore.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sessionstore.StoreException;
import dev.sessionstore.StoreUnavailableException;
import dev.sessionstore.conformance.FaultProxy;
import dev.sessionstore.testsupport.SqlServer;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Failures that waiting does not change: a wrong password, a malformed URL. */
@Tag("slow")
class RefusalTest {

    @ParameterizedTest
    @EnumSource(
            value = Db.class,
            names = {"MYSQL", "MARIADB", "MARIADB_AS_MYSQL", "POSTGRESQL", "H2"})
    void aWrongPasswordIsARefusalAtOnce(Db db) {
        JdbcStoreBuilder builder = JdbcStore.builder(db == Db.H2 ? protectedDatabase() : db.url())
                .user(db.user())
                .password("wrong-secret-word")
                .timeout(Duration.ofMinutes(10));
        assertThatThrownBy(builder::build)
                .isInstanceOf(StoreException.class)
                .isNotInstanceOf(StoreUnavailableException.class)
                .satisfies(e -> assertThat(e.getMessage()).containsPattern("(?i)denied|authentication|wrong user"))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("wrong-secret-word"));
    }

    private static String protectedDatabase() {
        String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
        JdbcStore.builder(url)
                .user("sa")
                .password("right")
                .createTable()
                .build()
                .close();
        return url;
    }

    /** A password that was changed while the application ran. */
    @Test
    void aPasswordThatBecameWrongIsARefusalToo() throws Exception {
        Db.POSTGRESQL.execute("DROP ROLE IF EXISTS rotating", "CREATE ROLE rotating SUPERUSER LOGIN PASSWORD 'old'");
        SqlServer server = Db.POSTGRESQL.server();
        try (FaultProxy proxy = FaultProxy.to(server.host(), server.port());
                JdbcStore store = Db.POSTGRESQL
                        .builder(server.jdbcUrl(proxy.host(), proxy.port()), Db.newTable())
                        .user("rotating")
                        .password("old")
                        .build()) {
            store.set("a", "{}", Instant.now().plusSeconds(60));
            Db.POSTGRESQL.execute("ALTER ROLE rotating PASSWORD 'new'");
            proxy.cut();
            await().untilAsserted(() -> assertThatThrownBy(() -> store.get("a"))
                    .isInstanceOf(StoreException.class)
                    .isNotInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("authentication"));
        }
    }

    @Test
    void aUrlWithoutADriverIsARefusalThatDoesNotShowTheUrl() {
        assertThatThrownBy(() -> JdbcStore.builder("jdbc:oracle:thin:scott/tiger@//db.example/app")
                        .build())
                .isInstanceOf(StoreException.class)
                .isNotInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("no JDBC driver for URLs that begin with jdbc:oracle:")
                .satisfies(RefusalTest::doesNotShowTiger);
    }

    /** Each driver fails differently. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://scott:tiger@db.example:x/app?password=tiger",
                "jdbc:mysql://scott:tiger@[db.example:x/app?password=tiger",
                "jdbc:mysql://127.0.0.1:1/app?password=tiger&connectTimeout=never",
                "jdbc:mariadb://127.0.0.1:1/app?password=tiger&connectTimeout=never",
                "jdbc:mariadb://scott:tiger@[db.example:x",
                "jdbc:h2:tcp://127.0.0.1:1/app;PASSWORD=tiger;NONSENSE=tiger"
            })
    void aUrlThatTheDriverCannotReadIsNotShown(String url) {
        assertThatThrownBy(() ->
                        JdbcStore.builder(url).timeout(Duration.ofMillis(500)).build())
                .isInstanceOf(StoreException.class)
                .satisfies(RefusalTest::doesNotShowTiger);
    }

    private static void doesNotShowTiger(Throwable thrown) {
        assertThat(ErrorTexts.of(thrown)).doesNotContain("tiger");
    }
}
