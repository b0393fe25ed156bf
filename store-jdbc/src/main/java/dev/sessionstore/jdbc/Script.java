package dev.sessionstore.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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

    /** {@return the statements for the sessions} */
    static Script of(Dialect dialect, SessionTable table, Map<String, String> words) {
        Map<SqlStatement, String> texts = sections(dialect);
        texts.keySet().retainAll(SqlStatement.OF_SESSIONS);
        requireAll(dialect, texts, SqlStatement.OF_SESSIONS);
        return of(texts, SqlStatement.CREATE_TABLE, dialect, table, null, words);
    }

    /** {@return the statements for the index of owners} */
    static Script of(Dialect dialect, OwnersTable owners, Map<String, String> words) {
        Map<SqlStatement, String> texts = sections(dialect);
        texts.keySet().retainAll(SqlStatement.OF_OWNERS);
        requireAll(dialect, texts, SqlStatement.OF_OWNERS);
        return of(texts, SqlStatement.CREATE_OWNERS, dialect, owners.sessions(), owners, words);
    }

    private static Script of(
            Map<SqlStatement, String> texts,
            SqlStatement ddl,
            Dialect dialect,
            SessionTable table,
            @Nullable OwnersTable owners,
            Map<String, String> words) {
        texts.remove(ddl);
        texts.replaceAll((statement, text) -> fill(text, dialect, table, owners, words));
        return new Script(texts);
    }

    /** {@return whether a dialect has statements for an index of owners} */
    static boolean hasOwners(Dialect dialect) {
        return sections(dialect).containsKey(SqlStatement.BIND);
    }

    /** {@return the statements that create the table, in order} */
    static List<String> ddl(Dialect dialect, SessionTable table) {
        String ddl = sections(dialect).getOrDefault(SqlStatement.CREATE_TABLE, "");
        return statements(fill(ddl, dialect, table, null, Map.of()));
    }

    /** {@return the statements that create the table of owners, in order} */
    static List<String> ddl(Dialect dialect, OwnersTable owners, Map<String, String> words) {
        String ddl = sections(dialect).getOrDefault(SqlStatement.CREATE_OWNERS, "");
        return statements(fill(ddl, dialect, owners.sessions(), owners, words));
    }

    private static List<String> statements(String ddl) {
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
        return texts;
    }

    private static void requireAll(
            Dialect dialect, Map<SqlStatement, String> texts, Collection<SqlStatement> statements) {
        for (SqlStatement statement : statements) {
            if (!texts.containsKey(statement) && !statement.isOptional()) {
                throw new IllegalArgumentException(
                        "the script of dialect " + dialect.name() + " has no section \"" + statement.heading() + "\"");
            }
        }
    }

    private static String fill(
            String text, Dialect dialect, SessionTable table, @Nullable OwnersTable owners, Map<String, String> words) {
        Map<String, String> names = names(dialect, table, owners);
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

    private static Map<String, String> names(Dialect dialect, SessionTable table, @Nullable OwnersTable owners) {
        Function<String, String> quote = dialect::quote;
        String schema = table.schema() == null ? "" : quote.apply(table.schema()) + ".";
        Map<String, String> names = new HashMap<>();
        names.put("table", schema + quote.apply(table.name()));
        names.put("sid", quote.apply(table.sid()));
        names.put("data", quote.apply(table.data()));
        names.put("expires", quote.apply(table.expires()));
        names.put("index", quote.apply("IDX_" + table.name() + "_" + table.expires()));
        if (owners != null) {
            names.put("owners", schema + quote.apply(owners.name()));
            // What distinguishes them comes first, since PostgreSQL cuts long names.
            names.put("untilindex", quote.apply("IDX_until_" + owners.name()));
            names.put("ownerindex", quote.apply("IDX_owner_" + owners.name()));
        }
        return names;
    }
}
