package dev.sessionstore.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionstore.StoreException;
import dev.sessionstore.WriteOutcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables: created, found, named, refused. */
@Tag("slow")
class TableTest {

    private final Instant soon = Instant.now().plusSeconds(600);

    @ParameterizedTest
    @EnumSource(Db.class)
    void manyNodesCreateTheTableAtOnce(Db db) throws Exception {
        String table = Db.newTable();
        int nodes = 8;
        CyclicBarrier together = new CyclicBarrier(nodes);
        ExecutorService threads = Executors.newFixedThreadPool(nodes);
        try {
            Callable<JdbcStore> node = () -> {
                together.await();
                return db.builder(table).poolSize(1).build();
            };
            List<Future<JdbcStore>> starting = new ArrayList<>();
            for (int i = 0; i < nodes; i++) {
                starting.add(threads.submit(node));
            }
            for (Future<JdbcStore> started : starting) {
                try (JdbcStore store = started.get()) {
                    store.set("a", "{}", soon);
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @ParameterizedTest
    @EnumSource(Db.class)
    void theExpiryHasAnIndex(Db db) throws Exception {
        String table = Db.newTable();
        db.builder(table).build().close();
        try (var connection = db.connect();
                var indexes = connection
                        .getMetaData()
                        .getIndexInfo(connection.getCatalog(), connection.getSchema(), table, false, true)) {
            List<String> columns = new ArrayList<>();
            while (indexes.next()) {
                columns.add(indexes.getString("COLUMN_NAME"));
            }
            assertThat(columns).anyMatch(column -> column.startsWith("expire"));
        }
    }

    @ParameterizedTest
    @EnumSource(Db.class)
    void namesAreTakenAsTheyAre(Db db) throws Exception {
        String schema = "odd ; \"schema\" 'x'";
        String table = "we`ird \"table\"; -- :now {sid}? 'q'";
        if (db.isMySqlLike()) {
            db.execute("CREATE DATABASE IF NOT EXISTS " + db.quoted(schema));
        } else {
            db.execute("CREATE SCHEMA IF NOT EXISTS " + db.quoted(schema));
        }
        try (JdbcStore store = db.builder(table)
                .schema(schema)
                .columns("select", "ta\"ble :data", "or`der?")
                .build()) {
            store.set("a", "{\"n\":1}", soon);
            assertThat(store.get("a")).hasValue("{\"n\":1}");
            assertThat(store.touch("a", soon.plusSeconds(5))).isTrue();
            assertThat(store.conditionalWrites().orElseThrow().replace("a", "{\"n\":1}", "{}", soon))
                    .isEqualTo(WriteOutcome.WRITTEN);
            assertThat(store.listing().orElseThrow().count()).isOne();
            assertThat(store.sweeping().orElseThrow().sweep(1)).isZero();
            assertThat(store.destroy("a")).isTrue();
        }
        String name = db.quoted(schema) + "." + db.quoted(table);
        assertThat(db.query("SELECT COUNT(*) FROM " + name)).isEqualTo("0");
        db.execute("DROP TABLE " + name);
    }

    @ParameterizedTest
    @EnumSource(Db.class)
    void aMissingTableIsToldWithItsNameAndWhatToDo(Db db) {
        JdbcStoreBuilder builder = JdbcStore.builder(db.url())
                .user(db.user())
                .password(db.password())
                .poolSize(1)
                .table("nowhere");
        assertThatThrownBy(builder::build)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("no table nowhere")
                .hasMessageContaining("createTable()");
    }

    @ParameterizedTest
    @EnumSource(Db.class)
    void aMissingColumnIsRefused(Db db) throws Exception {
        String table = Db.newTable();
        db.execute("CREATE TABLE " + db.quoted(table) + " (sid varchar(128) PRIMARY KEY)");
        assertThatThrownBy(() -> db.builder(table).build()).isInstanceOf(StoreException.class);
    }

    @Test
    void nodesTablesAreFoundWithoutBeingCreated() throws Exception {
        for (Db db : List.of(Db.MYSQL, Db.MARIADB, Db.MARIADB_AS_MYSQL)) {
            db.execute("DROP TABLE IF EXISTS sessions", """
                    CREATE TABLE `sessions` (
                      `session_id` varchar(128) COLLATE utf8mb4_bin NOT NULL,
                      `expires` int(11) unsigned NOT NULL,
                      `data` mediumtext COLLATE utf8mb4_bin,
                      PRIMARY KEY (`session_id`)
                    ) ENGINE=InnoDB""");
            keepsASession(JdbcStore.builder(db.url()).user(db.user()).password(db.password()));
        }
        Db.POSTGRESQL.execute(
                "DROP TABLE IF EXISTS session",
                """
                CREATE TABLE "session" (
                  "sid" varchar NOT NULL COLLATE "default",
                  "sess" json NOT NULL,
                  "expire" timestamp(6) NOT NULL
                ) WITH (OIDS=FALSE)""",
                "ALTER TABLE \"session\" ADD CONSTRAINT \"session_pkey\" PRIMARY KEY (\"sid\") NOT DEFERRABLE INITIALLY IMMEDIATE",
                "CREATE INDEX \"IDX_session_expire\" ON \"session\" (\"expire\")");
        keepsASession(JdbcStore.builder(Db.POSTGRESQL.url())
                .user(Db.POSTGRESQL.user())
                .password(Db.POSTGRESQL.password()));
    }

    private void keepsASession(JdbcStoreBuilder builder) {
        try (JdbcStore store = builder.poolSize(1).build()) {
            store.set("a", "{\"n\":1}", soon);
            assertThat(store.get("a")).hasValue("{\"n\":1}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"jsonb", "bytea"})
    void postgresColumnsThatChangeTheTextAreRefused(String type) throws Exception {
        String table = Db.newTable();
        Db.POSTGRESQL.execute(
                "CREATE TABLE " + table + " (sid varchar PRIMARY KEY, sess " + type + ", expire timestamp)");
        assertThatThrownBy(() -> Db.POSTGRESQL.builder(table).build())
                .isInstanceOf(UnfitTableException.class)
                .hasMessageContaining("column sess of table " + table + " is of type " + type);
    }

    @Test
    void aPostgresColumnThatIgnoresTrailingSpacesIsRefused() throws Exception {
        String table = Db.newTable();
        Db.POSTGRESQL.execute("CREATE TABLE " + table + " (sid char(128) PRIMARY KEY, sess json, expire timestamp)");
        assertThatThrownBy(() -> Db.POSTGRESQL.builder(table).build())
                .isInstanceOf(UnfitTableException.class)
                .hasMessageContaining("column sid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "varchar"})
    void postgresTextColumnsWillDoToo(String type) throws Exception {
        String table = Db.newTable();
        Db.POSTGRESQL.execute(
                "CREATE TABLE " + table + " (sid text PRIMARY KEY, sess " + type + ", expire timestamptz)");
        keepsASession(Db.POSTGRESQL.builder(table));
    }

    @Test
    void mysqlsJsonColumnIsRefusedAsItRewritesTheText() throws Exception {
        String table = Db.newTable();
        Db.MYSQL.execute("CREATE TABLE " + table
                + " (session_id varchar(128) COLLATE utf8mb4_bin PRIMARY KEY, data json, expires int unsigned)");
        assertThatThrownBy(() -> Db.MYSQL.builder(table).build())
                .isInstanceOf(UnfitTableException.class)
                .hasMessageContaining("column data")
                .hasMessageContaining("is json");
    }

    @Test
    void mariadbsJsonIsTextAndWillDo() throws Exception {
        String table = Db.newTable();
        Db.MARIADB.execute("CREATE TABLE " + table
                + " (session_id varchar(128) COLLATE utf8mb4_bin PRIMARY KEY, data json, expires int unsigned)");
        keepsASession(Db.MARIADB.builder(table));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "varchar(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci",
                "varchar(128) CHARACTER SET latin1 COLLATE latin1_bin",
                "varchar(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin",
                "char(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"
            })
    void mysqlIdsThatWouldBeConfusedAreRefused(String type) throws Exception {
        for (Db db : List.of(Db.MYSQL, Db.MARIADB)) {
            String table = Db.newTable();
            db.execute("CREATE TABLE " + table + " (session_id " + type
                    + " PRIMARY KEY, data mediumtext CHARACTER SET utf8mb4, expires int unsigned)");
            assertThatThrownBy(() -> db.builder(table).build())
                    .isInstanceOf(UnfitTableException.class)
                    .hasMessageContaining("column session_id")
                    .hasMessageContaining("make it varchar(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin");
        }
    }

    @Test
    void mysqlTextsThatWouldLoseCharactersAreRefused() throws Exception {
        for (Db db : List.of(Db.MYSQL, Db.MARIADB)) {
            String table = Db.newTable();
            db.execute("CREATE TABLE " + table + " (session_id varchar(128) COLLATE utf8mb4_bin PRIMARY KEY,"
                    + " data mediumtext CHARACTER SET latin1, expires int unsigned)");
            assertThatThrownBy(() -> db.builder(table).build())
                    .isInstanceOf(UnfitTableException.class)
                    .hasMessageContaining("column data");
        }
    }

    @Test
    void anH2TableThatIgnoresCaseIsRefused() throws Exception {
        String table = Db.newTable();
        Db.H2.execute("CREATE TABLE \"" + table
                + "\" (\"sid\" varchar_ignorecase(128) PRIMARY KEY, \"data\" clob, \"expires\" bigint)");
        assertThatThrownBy(() -> Db.H2.builder(table).build())
                .isInstanceOf(UnfitTableException.class)
                .hasMessageContaining("column sid");
    }
}
