package dev.sessionstore.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionstore.ConditionalWrites;
import dev.sessionstore.StoreEvent;
import dev.sessionstore.StoreException;
import dev.sessionstore.StoreUnavailableException;
import dev.sessionstore.WriteOutcome;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Odd and large texts and ids, compared exactly. */
@Tag("slow")
class ValueTest {

    private final Instant soon = Instant.now().plusSeconds(600);

    private JdbcStore open(Db db) {
        return db.builder(Db.newTable()).poolSize(1).build();
    }

    private static ConditionalWrites writes(JdbcStore store) {
        return store.conditionalWrites().orElseThrow();
    }

    @ParameterizedTest
    @EnumSource(Db.class)
    void givesBackExactlyTheCharacters(Db db) {
        List<String> texts = List.of(
                "{\"e\":\"\\u0000\",\"s\":\"\\ud800\"}",
                "{ \"b\" : 1,  \"a\":2, \"a\":3, \"n\":1.0e+21 }\n",
                "  {}",
                "{\"emoji\":\"😀👩‍👩‍👧‍👦\",\"z\":\"\u2028\u007f/é\"}",
                "{\"quote\":\"'\\\"`?:now{sid}%_\\\\\"}",
                "{\"long\":\"" + "ä😀x".repeat(262_144) + "\"}");
        try (JdbcStore store = open(db)) {
            for (String text : texts) {
                store.set("a", text, soon);
                assertThat(store.get("a")).hasValue(text);
                assertThat(writes(store).replace("a", text, "{}", soon)).isEqualTo(WriteOutcome.WRITTEN);
                assertThat(writes(store).replace("a", "{}", text, soon)).isEqualTo(WriteOutcome.WRITTEN);
                assertThat(store.get("a")).hasValue(text);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Db.class)
    void replaceComparesEveryByte(Db db) {
        String text = "{\"name\":\"Ärger\"}";
        List<String> others = List.of(
                text + " ",
                " " + text,
                "{\"name\":\"ärger\"}",
                "{\"name\":\"ARGER\"}",
                "{\"name\":\"A\u0308rger\"}",
                "{\"name\": \"Ärger\"}",
                "{\"name\":\"Ärger\"}\n");
        try (JdbcStore store = open(db)) {
            store.set("a", text, soon);
            for (String other : others) {
                assertThat(writes(store).replace("a", other, "{}", soon))
                        .as(other)
                        .isEqualTo(WriteOutcome.CHANGED);
                assertThat(writes(store).replace("a", other, "{}", Instant.EPOCH))
                        .as(other)
                        .isEqualTo(WriteOutcome.CHANGED);
            }
            assertThat(store.get("a")).hasValue(text);
        }
    }

    /** A user's data source may count changed rows only and not found ones. */
    @Test
    void isRightWhereTheDriverCountsChangedRowsOnly() {
        for (Db db : List.of(Db.MYSQL, Db.MARIADB, Db.MARIADB_AS_MYSQL)) {
            try (JdbcStore store = db.builder(db.url() + "&useAffectedRows=true", Db.newTable())
                    .build()) {
                store.set("a", "{}", soon);
                assertThat(store.touch("a", soon)).as("touch without a change").isTrue();
                assertThat(store.touch("b", soon)).isFalse();
                assertThat(writes(store).replace("a", "{}", "{}", soon)).isEqualTo(WriteOutcome.WRITTEN);
                assertThat(writes(store).replace("a", "{}", "{\"n\":1}", soon)).isEqualTo(WriteOutcome.WRITTEN);
                assertThat(writes(store).replace("a", "{}", "{}", soon)).isEqualTo(WriteOutcome.CHANGED);
                assertThat(writes(store).replace("b", "{}", "{}", soon)).isEqualTo(WriteOutcome.GONE);
                assertThat(writes(store).create("a", "{\"n\":1}", soon)).isFalse();
                assertThat(store.destroy("a")).isTrue();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Db.class)
    void idsThatDifferInCaseAccentOrFormAreApart(Db db) {
        List<String> sids =
                List.of("sid", "SID", "síd", "si\u0301d", "sïd", "ｓｉｄ", "sid\t", " sid", "😀", "😁", "ß", "ss");
        try (JdbcStore store = open(db)) {
            for (String sid : sids) {
                assertThat(writes(store).create(sid, "{\"sid\":\"" + sid.strip() + "\"}", soon))
                        .as(sid)
                        .isTrue();
            }
            for (String sid : sids) {
                assertThat(store.get(sid)).hasValue("{\"sid\":\"" + sid.strip() + "\"}");
            }
            assertThat(store.listing().orElseThrow().sids()).containsExactlyInAnyOrderElementsOf(sids);
        }
    }

    @ParameterizedTest
    @EnumSource(Db.class)
    void idsWithTrailingSpacesAreKeptApartOrRefused(Db db) {
        try (JdbcStore store = open(db)) {
            store.set("sid", "{\"n\":0}", soon);
            if (db.isMySqlLike()) {
                assertThatThrownBy(() -> store.set("sid ", "{\"n\":1}", soon))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("ends with a space");
                assertThatThrownBy(() -> store.touch("sid ", soon)).isInstanceOf(IllegalArgumentException.class);
                assertThatThrownBy(() -> store.destroy("sid ")).isInstanceOf(IllegalArgumentException.class);
                assertThatThrownBy(() -> writes(store).create("sid ", "{}", soon))
                        .isInstanceOf(IllegalArgumentException.class);
                assertThat(store.get("sid ")).isEmpty();
                assertThat(store.listing().orElseThrow().expiresAt("sid ")).isEmpty();
            } else {
                store.set("sid ", "{\"n\":1}", soon);
                assertThat(store.get("sid ")).hasValue("{\"n\":1}");
            }
            assertThat(store.get("sid")).hasValue("{\"n\":0}");
        }
    }

    @Test
    void aCollationWithoutPaddingKeepsTrailingSpaces() throws Exception {
        for (Db db : List.of(Db.MYSQL, Db.MARIADB)) {
            String table = Db.newTable();
            String collation = db == Db.MYSQL ? "utf8mb4_0900_bin" : "utf8mb4_nopad_bin";
            db.execute("CREATE TABLE " + table + " (session_id varchar(128) COLLATE " + collation
                    + " PRIMARY KEY, data mediumtext COLLATE utf8mb4_bin, expires int unsigned)");
            try (JdbcStore store = db.builder(table).build()) {
                store.set("sid", "{\"n\":0}", soon);
                store.set("sid ", "{\"n\":1}", soon);
                assertThat(store.get("sid")).hasValue("{\"n\":0}");
                assertThat(store.get("sid ")).hasValue("{\"n\":1}");
            }
        }
    }

    @Test
    void aTextThatIsTooLargeForTheColumnIsRefusedWhateverTheSqlMode() throws Exception {
        for (Db db : List.of(Db.MYSQL, Db.MARIADB)) {
            String table = Db.newTable();
            db.execute("CREATE TABLE " + table + " (session_id varchar(128) COLLATE utf8mb4_bin PRIMARY KEY,"
                    + " data text CHARACTER SET utf8mb4, expires int unsigned)");
            try (JdbcStore store = db.builder(db.url() + "&sessionVariables=sql_mode=''", table)
                    .build()) {
                String fits = "{\"x\":\"" + "é".repeat(32_763) + "\"}";
                store.set("a", fits, soon);
                String large = "{\"x\":\"" + "é".repeat(32_764) + "\"}";
                for (Runnable write : List.<Runnable>of(
                        () -> store.set("a", large, soon),
                        () -> writes(store).create("b", large, soon),
                        () -> writes(store).replace("a", fits, large, soon))) {
                    assertThatThrownBy(write::run)
                            .isInstanceOf(StoreException.class)
                            .isNotInstanceOf(StoreUnavailableException.class)
                            .hasMessageContaining("65536 bytes, the data column holds 65535 bytes");
                }
                assertThat(store.get("a")).hasValue(fits);
            }
        }
    }

    @Test
    void aTextOfNearlySixteenMegabytesFitsAndALargerOneIsRefused() throws Exception {
        int column = 16_777_215;
        for (Db db : List.of(Db.MYSQL, Db.MARIADB)) {
            long packet = Long.parseLong(db.query("SELECT @@max_allowed_packet"));
            int most = (int) Math.min(column, packet - 4096);
            try (JdbcStore store =
                    db.builder(Db.newTable()).timeout(Duration.ofSeconds(20)).build()) {
                String large = "\"" + "x".repeat(most - 2) + "\"";
                store.set("a", large, soon);
                assertThat(store.get("a").orElseThrow().length()).isEqualTo(most);
                assertThatThrownBy(() -> store.set("a", "\"" + "x".repeat(column) + "\"", soon))
                        .isInstanceOf(StoreException.class)
                        .hasMessageContaining("16777217 bytes, the data column holds 16777215 bytes");
                String half = "\"" + "x".repeat((int) (packet / 2)) + "\"";
                if (packet / 2 < column) {
                    store.set("a", half, soon);
                    assertThatThrownBy(() -> writes(store).replace("a", half, half, soon))
                            .isInstanceOf(StoreException.class)
                            .isNotInstanceOf(StoreUnavailableException.class)
                            .hasMessageContaining("max_allowed_packet is " + packet);
                    assertThat(store.get("a")).hasValue(half);
                }
            }
        }
    }

    /** H2 quotes the statement with its values in every error. */
    @Test
    void aLockThatDoesNotComeIsToldWithoutQuotingTheSession() throws Exception {
        String table = Db.newTable();
        try (JdbcStore store =
                        Db.H2.builder(table).timeout(Duration.ofMillis(250)).build();
                Connection locking = Db.H2.connect();
                var statement = locking.createStatement()) {
            store.set("sid-of-somebody", "\"secret\"", soon);
            Queue<StoreEvent.Disconnected> disconnected = new ConcurrentLinkedQueue<>();
            store.on(StoreEvent.Disconnected.class, disconnected::add);
            locking.setAutoCommit(false);
            statement.execute("SELECT * FROM " + Db.H2.quoted(table) + " FOR UPDATE");
            ConditionalWrites writes = store.conditionalWrites().orElseThrow();
            for (ThrowingCallable call : List.<ThrowingCallable>of(
                    () -> store.set("sid-of-somebody", "\"secret2\"", soon),
                    () -> writes.replace("sid-of-somebody", "\"secret\"", "\"secret2\"", soon),
                    () -> store.destroy("sid-of-somebody"))) {
                assertThatThrownBy(call)
                        .isInstanceOf(StoreUnavailableException.class)
                        .hasMessageContaining("others hold a lock, SQLState HYT00, code 50200")
                        .satisfies(ErrorTexts::quotesNoSession);
            }
            assertThat(disconnected).allSatisfy(event -> ErrorTexts.quotesNoSession(event.cause()));
        }
    }

    /** PostgreSQL parses the text, and quotes it in its error. */
    @Test
    void whatIsNotJsonIsRefusedByPostgresWithoutBeingQuoted() {
        try (JdbcStore store = open(Db.POSTGRESQL)) {
            assertThatThrownBy(() -> store.set("sid-of-somebody", "secret-password", soon))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("22P02")
                    .satisfies(ErrorTexts::quotesNoSession);
            assertThat(store.get("sid-of-somebody")).isEmpty();
        }
    }
}
