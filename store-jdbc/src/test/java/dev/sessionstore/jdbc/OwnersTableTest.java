package dev.sessionstore.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionstore.StoreException;
import dev.sessionstore.testsupport.LogCapture;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Tables of owners: created, found, named, missing, refused. */
@Tag("slow")
class OwnersTableTest {

    private final Instant soon = Instant.now().plusSeconds(600);
    private final String table = Db.newTable();

    /** Without {@code createTable()}. */
    private JdbcStoreBuilder plain(Db db, String name) {
        return JdbcStore.builder(db.url())
                .user(db.user())
                .password(db.password())
                .poolSize(1)
                .table(name)
                .sweepEvery(Duration.ZERO);
    }

    private void keepsEntries(JdbcStore store) {
        store.owners().orElseThrow().bind("a", "zoe", soon);
        store.set("a", "{}", soon);
        assertThat(store.owners().orElseThrow().sids("zoe")).containsExactly("a");
        assertThat(store.owners().orElseThrow().destroyAll("zoe", Set.of())).isOne();
    }

    @ParameterizedTest
    @EnumSource(Db.class)
    void withoutTheTableThereIsNoIndexAndEverythingElseWorks(Db db) throws Exception {
        db.builder(table).build().close();
        db.execute("DROP TABLE " + db.quoted(table + "_owners"));
        try (JdbcStore store = plain(db, table).build()) {
            assertThat(store.owners()).isEmpty();
            store.set("a", "{}", soon);
            assertThat(store.get("a")).isPresent();
            assertThat(store.sweeping().orElseThrow().sweep(10)).isZero();
            store.listing().orElseThrow().clear();
            assertThat(store.get("a")).isEmpty();
            db.builder(table).build().close();
            assertThat(store.owners()).as("the same at every call").isEmpty();
        }
        try (JdbcStore store = plain(db, table).build()) {
            keepsEntries(store);
        }
    }

    @ParameterizedTest
    @EnumSource(Db.class)
    void createTableAddsTheTableOfOwnersAloneToOneOfSessionsByManyNodesAtOnce(Db db) throws Exception {
        String wide = switch (db) {
            case POSTGRESQL -> "sid text COLLATE \"C\" PRIMARY KEY, sess json, expire timestamp";
            case H2 -> "\"sid\" varchar(200) PRIMARY KEY, \"data\" clob, \"expires\" bigint";
            default ->
                "session_id varchar(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PRIMARY KEY,"
                        + " data mediumtext CHARACTER SET utf8mb4, expires int unsigned";
        };
        db.execute("CREATE TABLE " + db.quoted(table) + " (" + wide + ")");
        int nodes = 6;
        CyclicBarrier together = new CyclicBarrier(nodes);
        ExecutorService threads = Executors.newFixedThreadPool(nodes);
        try {
            var starting = IntStream.range(0, nodes)
                    .mapToObj(i -> threads.submit(() -> {
                        together.await();
                        return db.builder(table).poolSize(1).build();
                    }))
                    .toList();
            for (Future<JdbcStore> started : starting) {
                try (JdbcStore store = started.get()) {
                    keepsEntries(store);
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @ParameterizedTest
    @EnumSource(Db.class)
    void namesAreTakenAsTheyAre(Db db) throws Exception {
        String odd = "we`ird \"own :ers\"; -- {sid}? 'q'";
        db.execute("DROP TABLE IF EXISTS " + db.quoted(odd));
        try (JdbcStore store = db.builder(table).ownersTable(odd).build()) {
            keepsEntries(store);
            assertThat(store.sweeping().orElseThrow().sweep(10)).isZero();
            store.listing().orElseThrow().clear();
        }
        assertThat(db.query("SELECT COUNT(*) FROM " + db.quoted(odd))).isEqualTo("0");
    }

    @ParameterizedTest
    @EnumSource(Db.class)
    void aMissingTableThatIsNamedIsRefused(Db db) {
        db.builder(table).build().close();
        assertThatThrownBy(() -> plain(db, table).ownersTable("nowhere").build())
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("no table nowhere")
                .hasMessageContaining("ownersTable")
                .hasMessageContaining("createTable()");
    }

    /** The name would be cut by PostgreSQL and refused by MySQL. */
    @ParameterizedTest
    @EnumSource(Db.class)
    void aTableWithALongNameHasNoIndexUnlessItIsNamed(Db db) throws Exception {
        String longName = table + "_".repeat(57 - table.length());
        try (JdbcStore store =
                plain(db, longName).columns("a", "b", "c").createTable().build()) {
            assertThat(store.owners()).isEmpty();
        }
        try (JdbcStore store = plain(db, longName)
                .columns("a", "b", "c")
                .createTable()
                .ownersTable(table + "_o")
                .build()) {
            keepsEntries(store);
        }
        db.execute("DROP TABLE " + db.quoted(longName));
    }

    @Test
    void theTableOfTheSessionsIsNoTableOfOwners() {
        assertThatThrownBy(() -> Db.H2.builder(table).ownersTable(table).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ownersTable: " + table + " is the table of the sessions");
        assertThatThrownBy(() -> Db.H2.builder(table).ownersTable(" "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ownersTable");
    }

    @ParameterizedTest
    @EnumSource(Db.class)
    void aTableOfSomethingElseIsRefusedWithWhatToDo(Db db) throws Exception {
        db.execute("CREATE TABLE " + db.quoted(table + "_owners") + " (id int PRIMARY KEY)");
        assertThatThrownBy(() -> db.builder(table).build())
                .isInstanceOf(UnfitTableException.class)
                .hasMessageContaining("table " + table + "_owners is no index of owners")
                .hasMessageContaining("ownersTable(");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "`owner` char(64)| `owner` char(63)| column owner",
                "`owner` char(64) CHARACTER SET ascii COLLATE ascii_bin| `owner` varbinary(64)| column owner",
                "varchar(128)| varchar(100)| column sid of table",
                "COLLATE utf8mb4_bin| COLLATE utf8mb4_unicode_ci| unlike the ids of the sessions; make it varchar(128)",
                "`until` bigint| `until` int| column until",
                "`bound` bigint| `bound` timestamp(6)| column bound",
                "`since` bigint NOT NULL| `since` bigint AS (1) STORED| column since",
                "PRIMARY KEY (`sid`, `owner`)| PRIMARY KEY (`owner`, `sid`)| make it PRIMARY KEY (sid, owner)",
                "PRIMARY KEY (`sid`, `owner`)| PRIMARY KEY (`sid`(20), `owner`)| make it PRIMARY KEY (sid, owner)",
                "PRIMARY KEY (`sid`, `owner`),| | make it PRIMARY KEY (sid, owner)",
                "KEY `IDX_until`| UNIQUE KEY `IDX_until`| index IDX_until of table"
            })
    void mysqlTablesThatDoNotFitAreRefusedWithWhy(String of, String instead, String words) throws Exception {
        for (Db db : new Db[] {Db.MYSQL, Db.MARIADB}) {
            refuses(db, of, instead, words);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"owner\" varchar(64)| \"owner\" char(64)| column owner",
                "\"owner\" varchar(64)| \"owner\" varchar(63)| column owner",
                "COLLATE \"default\"| COLLATE \"C\"| unlike the ids of the sessions; make it character varying COLLATE",
                "\"until\" bigint| \"until\" timestamp| column until",
                "\"since\" bigint NOT NULL| \"since\" bigint GENERATED ALWAYS AS (1) STORED| a generated column",
                "PRIMARY KEY (\"sid\", \"owner\")| PRIMARY KEY (\"owner\", \"sid\")| make it PRIMARY KEY (sid, owner)",
                "PRIMARY KEY (\"sid\", \"owner\")| CHECK (true)| make it PRIMARY KEY (sid, owner)"
            })
    void postgresTablesThatDoNotFitAreRefusedWithWhy(String of, String instead, String words) throws Exception {
        refuses(Db.POSTGRESQL, of, instead, words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"owner\" varchar(64)| \"owner\" varchar(63)| column owner",
                "\"owner\" varchar(64)| \"owner\" varchar_ignorecase(64)| column owner",
                "CHARACTER VARYING(128)| varchar(100)| unlike the ids of the sessions; make it character varying(128)",
                "\"bound\" bigint| \"bound\" int| column bound",
                "PRIMARY KEY (\"sid\", \"owner\")| PRIMARY KEY (\"owner\", \"sid\")| make it PRIMARY KEY (sid, owner)"
            })
    void h2TablesThatDoNotFitAreRefusedWithWhy(String of, String instead, String words) throws Exception {
        refuses(Db.H2, of, instead, words);
    }

    /** Creates the right tables, then the table of owners anew with one thing changed. */
    private void refuses(Db db, String of, String instead, String words) throws Exception {
        String name = Db.newTable();
        db.builder(name).build().close();
        db.execute("DROP TABLE " + db.quoted(name + "_owners"));
        String ddl = String.join(";\n", ddl(db, name));
        assertThat(ddl).containsIgnoringCase(of);
        String changed = ddl.replaceAll("(?i)" + java.util.regex.Pattern.quote(of), instead == null ? "" : instead);
        db.execute(changed.split(";\n"));
        assertThatThrownBy(() -> db.builder(name).build())
                .as(changed)
                .isInstanceOf(UnfitTableException.class)
                .hasMessageContaining(name + "_owners")
                .hasMessageContaining(words)
                .hasMessageContaining("make it ");
    }

    private static Iterable<String> ddl(Db db, String name) throws Exception {
        try (var connection = db.connect()) {
            Dialect dialect = Dialects.find(connection.getMetaData(), java.time.ZoneOffset.UTC);
            SessionTable sessions = dialect.defaultTable().withName(name);
            TableTraits traits = dialect.inspect(connection, sessions);
            return Script.ddl(dialect, OwnersTable.of(sessions, null).orElseThrow(), traits.words());
        }
    }

    /** A user of the sessions' table alone, as before there were tables of owners. */
    @ParameterizedTest
    @EnumSource(
            value = Db.class,
            names = {"MYSQL", "MARIADB", "POSTGRESQL"})
    void aUserWithoutPrivilegesForItGoesOnWithoutTheIndex(Db db) throws Exception {
        db.builder(table).build().close();
        String user = "u" + table;
        String grantee = db.isMySqlLike() ? "'" + user + "'@'%'" : user;
        db.execute(
                db.isMySqlLike()
                        ? "CREATE USER " + grantee + " IDENTIFIED BY 'right'"
                        : "CREATE ROLE " + grantee + " LOGIN PASSWORD 'right'",
                "GRANT SELECT, INSERT, UPDATE, DELETE ON " + table + " TO " + grantee);
        try (LogCapture log = LogCapture.of(OwnersInspection.class)) {
            worksWithout(plain(db, table).user(user).password("right").createTable());
            db.execute("DROP TABLE " + table + "_owners");
            worksWithout(plain(db, table).user(user).password("right"));
            assertThat(log.messages()).noneMatch(line -> line.contains("could not create"));
            worksWithout(plain(db, table).user(user).password("right").createTable());
            if (db == Db.POSTGRESQL) {
                assertThat(log.messages())
                        .anyMatch(line -> line.contains("could not create table " + table + "_owners"));
            }
        }
        assertThatThrownBy(() -> plain(db, table)
                        .user(user)
                        .password("right")
                        .createTable()
                        .ownersTable(table + "_owners")
                        .build())
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(table + "_owners");
    }

    private void worksWithout(JdbcStoreBuilder builder) {
        try (JdbcStore store = builder.build()) {
            assertThat(store.owners()).isEmpty();
            store.set("a", "{}", soon);
            assertThat(store.destroy("a")).isTrue();
            assertThat(store.sweeping().orElseThrow().sweep(10)).isZero();
        }
    }

    /** A dialect of the user's own, written before there were indexes of owners. */
    @Test
    void aScriptWithoutTheStatementsHasNoIndex() {
        JdbcStoreBuilder builder = Db.H2.builder(table).dialect(new H2Dialect() {
            @Override
            public String script() {
                return super.script().substring(0, super.script().indexOf("-- create owners"));
            }
        });
        worksWithout(builder);
        assertThatThrownBy(() -> builder.ownersTable("o").build())
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("has no statements for an index of owners");
    }
}
