package dev.sessionstore.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionstore.StoreException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables with the right columns in which sessions would be confused, truncated or rewritten. */
@Tag("slow")
class UnfitTableTest {

    private static final String CI = "COLLATE unfit_ci";
    private static final List<Db> MYSQL_LIKE = List.of(Db.MYSQL, Db.MARIADB, Db.MARIADB_AS_MYSQL);

    private final Instant soon = Instant.now().plusSeconds(600);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sid varchar COLLATE unfit_ci PRIMARY KEY, sess json, expire timestamp | sid | make it character varying with a deterministic collation",
                "sid text COLLATE unfit_accents PRIMARY KEY, sess json, expire timestamp | sid | make it text with a deterministic collation",
                "sid varchar PRIMARY KEY, sess text COLLATE unfit_ci, expire timestamp | sess | takes different texts for one",
                "sid varchar(100) PRIMARY KEY, sess json, expire timestamp | sid | is character varying(100), too short for ids of 128 characters; make it varchar",
                "sid char(128) PRIMARY KEY, sess json, expire timestamp | sid | is of type character(128)",
                "sid name PRIMARY KEY, sess json, expire timestamp | sid | is of type name",
                "sid unfit_domain PRIMARY KEY, sess json, expire timestamp | sid | is of type unfit_domain",
                "sid varchar PRIMARY KEY, sess varchar(1000), expire timestamp | sess | is character varying(1000), which cuts texts short; make it json or text",
                "sid varchar PRIMARY KEY, sess json, expire date | expire | is of type date",
                "sid varchar, sess json, expire timestamp | sid | is without a unique index of its own, so that one id may have several rows; make it PRIMARY KEY",
                "sid varchar, sess json, expire timestamp, PRIMARY KEY (sid, expire) | sid | is without a unique index of its own",
                "sid varchar UNIQUE DEFERRABLE, sess json, expire timestamp | sid | is without a unique index of its own",
                "sid varchar PRIMARY KEY, sess json, expire timestamp GENERATED ALWAYS AS (timestamp '2100-01-01') STORED | expire | is a generated column"
            })
    void postgresTablesAreRefusedWithTheColumnWhatItIsAndWhatItMustBe(String columns, String column, String words)
            throws Exception {
        Db.POSTGRESQL.execute(
                "DO $$ BEGIN CREATE COLLATION unfit_ci (provider = icu, locale = 'und-u-ks-level2', deterministic = false);"
                        + " EXCEPTION WHEN duplicate_object THEN END $$",
                "DO $$ BEGIN CREATE COLLATION unfit_accents (provider = icu, locale = 'und-u-ks-level1-kc-true',"
                        + " deterministic = false); EXCEPTION WHEN duplicate_object THEN END $$",
                "DO $$ BEGIN CREATE DOMAIN unfit_domain AS varchar CHECK (length(VALUE) < 50);"
                        + " EXCEPTION WHEN duplicate_object THEN END $$");
        refuses(Db.POSTGRESQL, columns, column, words);
    }

    @Test
    void aPartialOrForeignUniqueIndexDoesNotMakePostgresIdsUnique() throws Exception {
        for (String index : List.of(
                "CREATE UNIQUE INDEX ON {table} (sid) WHERE expire IS NULL",
                "CREATE UNIQUE INDEX ON {table} (lower(sid))",
                "CREATE UNIQUE INDEX ON {table} (expire)",
                "CREATE INDEX ON {table} (sid)")) {
            String table = Db.newTable();
            Db.POSTGRESQL.execute(
                    "CREATE TABLE " + table + " (sid varchar, sess json, expire timestamp)",
                    index.replace("{table}", table));
            assertThatThrownBy(() -> Db.POSTGRESQL.builder(table).build())
                    .isInstanceOf(UnfitTableException.class)
                    .hasMessageContaining("column sid of table " + table + " is without a unique index");
        }
    }

    @Test
    void aPostgresIndexThatTakesIdsForOneIsRefusedBesideTheRightOne() throws Exception {
        String table = Db.newTable();
        Db.POSTGRESQL.execute(
                "DO $$ BEGIN CREATE COLLATION unfit_ci (provider = icu, locale = 'und-u-ks-level2', deterministic = false);"
                        + " EXCEPTION WHEN duplicate_object THEN END $$",
                "CREATE TABLE " + table + " (sid varchar PRIMARY KEY, sess json, expire timestamp)",
                "CREATE UNIQUE INDEX ON " + table + " (sid " + CI + ")");
        assertThatThrownBy(() -> Db.POSTGRESQL.builder(table).build())
                .isInstanceOf(UnfitTableException.class)
                .hasMessageContaining("column sid of table " + table + " is unique by an index COLLATE \"unfit_ci\"");
    }

    @Test
    void aPostgresViewIsRefused() throws Exception {
        String table = Db.newTable();
        Db.POSTGRESQL.execute(
                "CREATE TABLE " + table + "_t (sid varchar PRIMARY KEY, sess json, expire timestamp)",
                "CREATE VIEW " + table + " AS SELECT * FROM " + table + "_t");
        assertThatThrownBy(() -> Db.POSTGRESQL.builder(table).build())
                .isInstanceOf(UnfitTableException.class)
                .hasMessageContaining("without a unique index");
    }

    @Test
    void aUniqueIndexOrAPartitionedTableWillDoInPostgres() throws Exception {
        String table = Db.newTable();
        Db.POSTGRESQL.execute("CREATE TABLE " + table
                + " (id serial PRIMARY KEY, sid varchar(128) UNIQUE, sess json, expire timestamp)");
        keepsASession(Db.POSTGRESQL.builder(table));
        String partitioned = Db.newTable();
        Db.POSTGRESQL.execute(
                "CREATE TABLE " + partitioned
                        + " (sid varchar PRIMARY KEY, sess json, expire timestamp) PARTITION BY HASH (sid)",
                "CREATE TABLE " + partitioned + "_0 PARTITION OF " + partitioned
                        + " FOR VALUES WITH (MODULUS 1, REMAINDER 0)");
        keepsASession(Db.POSTGRESQL.builder(partitioned));
    }

    @ParameterizedTest
    @ValueSource(strings = {"LATIN1", "LATIN9", "SQL_ASCII"})
    void aPostgresDatabaseThatHasNotEveryCharacterIsRefused(String encoding) throws Exception {
        String database = "unfit_" + encoding.toLowerCase(java.util.Locale.ROOT);
        if (Db.POSTGRESQL
                .query("SELECT count(*) FROM pg_database WHERE datname = '" + database + "'")
                .equals("0")) {
            Db.POSTGRESQL.execute("CREATE DATABASE " + database + " ENCODING '" + encoding
                    + "' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0");
        }
        String url = Db.POSTGRESQL.url().replaceFirst("/[^/?]*(\\?|$)", "/" + database + "$1");
        assertThatThrownBy(() -> Db.POSTGRESQL.builder(url, "session").build())
                .isInstanceOf(UnfitTableException.class)
                .hasMessageContaining(
                        "columns sid and sess of table session are in the encoding of their database, " + encoding)
                .hasMessageContaining("ENCODING 'UTF8'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "session_id varchar(100) COLLATE utf8mb4_bin PRIMARY KEY, data mediumtext, expires int unsigned | session_id | is varchar(100) COLLATE utf8mb4_bin",
                "session_id varchar(128) COLLATE utf8mb4_unicode_ci PRIMARY KEY, data mediumtext, expires int unsigned | session_id | COLLATE utf8mb4_unicode_ci",
                "session_id varchar(128) CHARACTER SET utf8mb3 COLLATE utf8mb3_bin PRIMARY KEY, data mediumtext, expires int unsigned | session_id | COLLATE utf8",
                "session_id varbinary(512) PRIMARY KEY, data mediumtext, expires int unsigned | session_id | is varbinary(512)",
                "session_id varchar(128) COLLATE utf8mb4_bin PRIMARY KEY, data mediumtext CHARACTER SET utf8mb3, expires int unsigned | data | COLLATE utf8",
                "session_id varchar(128) COLLATE utf8mb4_bin PRIMARY KEY, data mediumblob, expires int unsigned | data | is mediumblob",
                "session_id varchar(128) COLLATE utf8mb4_bin PRIMARY KEY, data mediumtext, expires timestamp NULL ON UPDATE CURRENT_TIMESTAMP | expires | is timestamp",
                "session_id varchar(128) COLLATE utf8mb4_bin PRIMARY KEY, data mediumtext, expires float | expires | is float",
                "session_id varchar(128) COLLATE utf8mb4_bin PRIMARY KEY, data mediumtext, expires int unsigned AS (4000000000) STORED | expires | is a generated column",
                "session_id varchar(128) COLLATE utf8mb4_bin NOT NULL, data mediumtext, expires int unsigned | session_id | is without a unique index of its own and of its whole length",
                "session_id varchar(128) COLLATE utf8mb4_bin NOT NULL, data mediumtext, expires int unsigned, KEY (session_id) | session_id | is without a unique index",
                "session_id varchar(128) COLLATE utf8mb4_bin NOT NULL, data mediumtext, expires int unsigned, UNIQUE (session_id(20)) | session_id | is without a unique index",
                "session_id varchar(128) COLLATE utf8mb4_bin NOT NULL, data mediumtext, expires int unsigned, PRIMARY KEY (session_id, expires) | session_id | is without a unique index",
                "session_id varchar(128) COLLATE utf8mb4_bin PRIMARY KEY, data mediumtext, expires int unsigned, UNIQUE only_one (expires) | session_id | index only_one of table",
                "session_id varchar(128) COLLATE utf8mb4_bin PRIMARY KEY, data mediumtext, expires int unsigned, UNIQUE start (session_id(20)) | session_id | index start of table"
            })
    void mysqlTablesAreRefusedWithTheColumnWhatItIsAndWhatItMustBe(String columns, String column, String words)
            throws Exception {
        for (Db db : MYSQL_LIKE) {
            String table = Db.newTable();
            db.execute("CREATE TABLE " + table + " (" + columns + ") DEFAULT CHARSET utf8mb4");
            assertThatThrownBy(() -> db.builder(table).build())
                    .as(db + " " + columns)
                    .isInstanceOf(UnfitTableException.class)
                    .hasMessageContaining("column " + column)
                    .hasMessageContaining("table " + table)
                    .hasMessageContaining(words)
                    .hasMessageContaining("make it ");
        }
    }

    @Test
    void anIdColumnBesideANumberedKeyWillDoInMysql() throws Exception {
        for (Db db : MYSQL_LIKE) {
            String table = Db.newTable();
            db.execute(
                    "CREATE TABLE " + table + " (id int AUTO_INCREMENT PRIMARY KEY,"
                            + " session_id varchar(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL UNIQUE, data mediumtext"
                            + " CHARACTER SET utf8mb4, expires int unsigned,"
                            + " changed timestamp DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP, UNIQUE (session_id, expires))");
            keepsASession(db.builder(table));
        }
    }

    /** Without strict mode MySQL and MariaDB truncate a text that does not fit, with a warning only. */
    @Test
    void withoutStrictModeNothingIsCutShort() throws Exception {
        for (Db db : MYSQL_LIKE) {
            String table = Db.newTable();
            db.execute("CREATE TABLE " + table + " (session_id varchar(128) COLLATE utf8mb4_bin PRIMARY KEY, data text,"
                    + " expires int) DEFAULT CHARSET utf8mb4");
            String separator = db.url().contains("?") ? "&" : "?";
            try (JdbcStore store = db.builder(db.url() + separator + "sessionVariables=sql_mode=''", table)
                    .build()) {
                String sid = "s".repeat(128);
                store.set(sid, "{}", Instant.MAX);
                assertThatThrownBy(() -> store.set(sid, "\"" + "x".repeat(65_535) + "\"", soon))
                        .isInstanceOf(StoreException.class)
                        .hasMessageContaining("the data column holds 65535 bytes");
                assertThat(store.get(sid)).hasValue("{}");
                assertThat(store.get(sid.substring(1))).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"sid\" varchar(100) PRIMARY KEY, \"data\" clob, \"expires\" bigint | sid | too short for ids of 128 characters",
                "\"sid\" char(128) PRIMARY KEY, \"data\" clob, \"expires\" bigint | sid | is of type character",
                "\"sid\" varchar(128) PRIMARY KEY, \"data\" json, \"expires\" bigint | data | is of type json",
                "\"sid\" varchar(128) PRIMARY KEY, \"data\" clob, \"expires\" int | expires | is of type integer",
                "\"sid\" varchar(128), \"data\" clob, \"expires\" bigint | sid | without a unique index of its own",
                "\"sid\" varchar(128), \"data\" clob, \"expires\" bigint, PRIMARY KEY (\"sid\", \"expires\") | sid | without a unique index of its own"
            })
    void h2TablesAreRefusedWithTheColumnWhatItIsAndWhatItMustBe(String columns, String column, String words)
            throws Exception {
        refuses(Db.H2, columns, column, words);
    }

    @Test
    void anH2DatabaseWhoseCollationTakesIdsForOneIsRefused() {
        String url = "jdbc:h2:mem:" + Db.newTable() + ";COLLATION=ENGLISH STRENGTH PRIMARY";
        assertThatThrownBy(() -> Db.H2.builder(url, "sessions").build())
                .isInstanceOf(UnfitTableException.class)
                .hasMessageContaining("column sid of table sessions is compared by the collation ENGLISH");
    }

    private static void refuses(Db db, String columns, String column, String words) throws Exception {
        String table = Db.newTable();
        db.execute("CREATE TABLE " + db.quoted(table) + " (" + columns + ")");
        assertThatThrownBy(() -> db.builder(table).build())
                .isInstanceOf(UnfitTableException.class)
                .hasMessageContaining("column " + column + " of table " + table)
                .hasMessageContaining(words)
                .hasMessageContaining("make it ");
    }

    private void keepsASession(JdbcStoreBuilder builder) {
        try (JdbcStore store = builder.build()) {
            store.set("abc", "{\"n\":1}", soon);
            store.set("AbC", "{\"n\":2}", soon);
            assertThat(store.get("abc")).hasValue("{\"n\":1}");
            assertThat(store.get("AbC")).hasValue("{\"n\":2}");
        }
    }
}
