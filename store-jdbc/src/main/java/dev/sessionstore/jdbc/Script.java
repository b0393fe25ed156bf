package dev.sessionstore.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A dialect's statements for one table: its script with the names filled in. */
final class Script {

    private static final Map<String, SqlStatement> HEADINGS =
            Arrays.stream(SqlStatement.values()).collect(Collectors.toUnmodifiableMap(SqlStatement::heading, s -> s));
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z]+)}");

    private final Map<SqlStatement, String> texts;
    private final Map<SqlStatement, Sql> statements = new EnumMap<>(SqlStatement.class);

    private Script(Map<SqlStatement, String> texts) {
        this.texts = texts;
        texts.forEach((statement, text) -> statements.put(statement, Sql.parse(text)));
    }

    /** {@return the text of a script among the resources of this package} */
    static String read(String resource) {
        try (InputStream in = Script.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("resource " + resource + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Script of(Dialect dialect, SessionTable table, Map<String, String> words) {
        Map<SqlStatement, String> texts = sections(dialect);
        texts.remove(SqlStatement.CREATE_TABLE);
        texts.replaceAll((statement, text) -> fill(text, dialect, table, words));
        return new Script(texts);
    }

    /** {@return the statements that create the table, in order} */
    static List<String> ddl(Dialect dialect, SessionTable table) {
        String ddl = fill(sections(dialect).getOrDefault(SqlStatement.CREATE_TABLE, ""), dialect, table, Map.of());
        return List.of(ddl.split(";\\s*\n"));
    }

    Sql get(SqlStatement statement) {
        return find(statement).orElseThrow(() -> new IllegalStateException("no statement " + statement));
    }

    /** {@return the statement with that many values in place of {@code :sids}} */
    Sql get(SqlStatement statement, int sids) {
        return Sql.parse(Objects.requireNonNull(texts.get(statement)), sids);
    }

    Optional<Sql> find(SqlStatement statement) {
        return Optional.ofNullable(statements.get(statement));
    }

    private static Map<SqlStatement, String> sections(Dialect dialect) {
        Map<SqlStatement, StringBuilder> sections = new EnumMap<>(SqlStatement.class);
        StringBuilder current = new StringBuilder();
        for (String line : dialect.script().split("\n", -1)) {
            SqlStatement begins = HEADINGS.get(line.strip());
            if (begins != null) {
                current = sections.computeIfAbsent(begins, s -> new StringBuilder());
            } else if (!line.startsWith("--")) {
                current.append(line).append('\n');
            }
        }
        Map<SqlStatement, String> texts = new EnumMap<>(SqlStatement.class);
        sections.forEach(
                (statement, text) -> texts.put(statement, text.toString().strip()));
        for (SqlStatement statement : SqlStatement.values()) {
            if (!texts.containsKey(statement) && !statement.isOptional()) {
                throw new IllegalArgumentException(
                        "the script of dialect " + dialect.name() + " has no section \"" + statement.heading() + "\"");
            }
        }
        return texts;
    }

    private static String fill(String text, Dialect dialect, SessionTable table, Map<String, String> words) {
        Function<String, String> quote = dialect::quote;
        String schema = table.schema();
        Map<String, String> names = Map.of(
                "table", (schema == null ? "" : quote.apply(schema) + ".") + quote.apply(table.name()),
                "sid", quote.apply(table.sid()),
                "data", quote.apply(table.data()),
                "expires", quote.apply(table.expires()),
                "index", quote.apply("IDX_" + table.name() + "_" + table.expires()));
        return PLACEHOLDER.matcher(text).replaceAll(found -> {
            String word = found.group(1);
            String value = names.getOrDefault(word, words.get(word));
            if (value == null) {
                throw new IllegalArgumentException("{" + word + "} in the script of dialect " + dialect.name()
                        + " is neither a name of the table nor one of the dialect's words");
            }
            return Matcher.quoteReplacement(value);
        });
    }
}
