package dev.sessionstore.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The tables as the documentation shows them are the tables that the store uses. */
class DocumentationTest {

    private static final Pattern SQL = Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL);

    @Test
    void theTablesOfTheDocumentationWillDo() throws Exception {
        List<List<String>> tables = sql("../docs/jdbc.md");
        assertThat(tables).hasSize(6);
        opens(Db.MYSQL, tables.get(0));
        opens(Db.MARIADB, tables.get(0));
        opens(Db.POSTGRESQL, tables.get(1));
        opens(Db.H2, tables.get(2));
    }

    @Test
    void theTablesOfOwnersOfTheDocumentationAreThoseThatTheStoreCreates() throws Exception {
        List<List<String>> tables = sql("../docs/jdbc.md");
        areCreated(Db.MYSQL, tables.get(0), tables.get(3));
        areCreated(Db.MARIADB, tables.get(0), tables.get(3));
        areCreated(Db.POSTGRESQL, tables.get(1), tables.get(4));
        areCreated(Db.H2, tables.get(2), tables.get(5));
    }

    private static void areCreated(Db db, List<String> sessions, List<String> owners) throws Exception {
        String table = db == Db.POSTGRESQL ? "session" : "sessions";
        dropBoth(db, table);
        db.execute(sessions.toArray(String[]::new));
        db.execute(owners.toArray(String[]::new));
        try (JdbcStore store = plain(db)) {
            store.owners().orElseThrow().bind("a", "zoe", Instant.now().plusSeconds(60));
        }
        try (var connection = db.connect()) {
            Dialect dialect = Dialects.find(connection.getMetaData(), ZoneOffset.UTC);
            SessionTable names = dialect.defaultTable();
            List<String> created = Script.ddl(
                    dialect,
                    OwnersTable.of(names, null).orElseThrow(),
                    dialect.inspect(connection, names).words());
            assertThat(owners.stream().map(DocumentationTest::normal))
                    .containsExactlyElementsOf(created.stream()
                            .filter(sql -> sql.startsWith("CREATE"))
                            .map(sql -> normal(sql.replace("IF NOT EXISTS ", "")))
                            .toList());
        }
        dropBoth(db, table);
    }

    private static String normal(String sql) {
        return sql.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
    }

    private static void dropBoth(Db db, String table) throws Exception {
        for (String name : List.of(table, table + "_owners")) {
            db.execute("DROP TABLE IF EXISTS " + db.quoted(name));
        }
    }

    private static JdbcStore plain(Db db) {
        return JdbcStore.builder(db.url())
                .user(db.user())
                .password(db.password())
                .poolSize(1)
                .build();
    }

    @Test
    void theTablesOfTheReadmeWillDo() throws Exception {
        List<String> both = sql("../README.md").stream()
                .flatMap(List::stream)
                .filter(s -> s.contains("CREATE"))
                .toList();
        assertThat(both).hasSize(3);
        opens(Db.MYSQL, both.subList(0, 1));
        opens(Db.MARIADB, both.subList(0, 1));
        opens(Db.POSTGRESQL, both.subList(1, 3));
    }

    private static List<List<String>> sql(String file) throws IOException {
        List<List<String>> blocks = new ArrayList<>();
        Matcher block = SQL.matcher(Files.readString(Path.of(file)));
        while (block.find()) {
            blocks.add(Arrays.stream(block.group(1).split(";"))
                    .filter(s -> !s.isBlank())
                    .toList());
        }
        return blocks;
    }

    private static void opens(Db db, List<String> statements) throws Exception {
        String table = db == Db.POSTGRESQL ? "session" : "sessions";
        db.execute("DROP TABLE IF EXISTS " + db.quoted(table));
        db.execute(statements.toArray(String[]::new));
        try (JdbcStore store = plain(db)) {
            store.set("a", "{}", Instant.now().plusSeconds(60));
            assertThat(store.get("a")).hasValue("{}");
        }
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
        db.execute("DROP TABLE " + db.quoted(table));
    }
}
