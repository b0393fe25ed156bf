package dev.sessionstore.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * One statement whose named values ({@code :sid}) have become question marks for JDBC.
 *
 * @param text the statement with question marks
 * @param names the name of the value at each question mark
 */
record Sql(String text, List<String> names) {

    private static final Pattern NAME = Pattern.compile(":([a-zA-Z]+)");

    /** Quoted names and literals are skipped, whatever they contain. */
    private static final Pattern TOKEN = Pattern.compile("\"[^\"]*\"|`[^`]*`|'[^']*'|" + NAME.pattern());

    static Sql parse(String named) {
        return parse(named, 1);
    }

    /** {@code :sids} becomes that many values, named {@code sids0} and so on. */
    static Sql parse(String named, int sids) {
        List<String> names = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(named);
        StringBuilder text = new StringBuilder();
        while (matcher.find()) {
            String name = matcher.group(1);
            if (name == null) {
                matcher.appendReplacement(text, Matcher.quoteReplacement(matcher.group()));
            } else if (name.equals("sids")) {
                IntStream.range(0, sids).forEach(i -> names.add("sids" + i));
                matcher.appendReplacement(text, String.join(", ", Collections.nCopies(sids, "?")));
            } else {
                names.add(name);
                matcher.appendReplacement(text, "?");
            }
        }
        return new Sql(matcher.appendTail(text).toString(), List.copyOf(names));
    }

    void bind(PreparedStatement statement, Map<String, Object> values) throws SQLException {
        for (int i = 0; i < names.size(); i++) {
            Object value = values.get(names.get(i));
            if (value instanceof String string) {
                statement.setString(i + 1, string);
            } else if (value instanceof Long number) {
                statement.setLong(i + 1, number);
            } else if (value instanceof Integer number) {
                statement.setInt(i + 1, number);
            } else if (value instanceof byte[] bytes) {
                statement.setBytes(i + 1, bytes);
            } else {
                throw new IllegalArgumentException("the statement has no value for :" + names.get(i));
            }
        }
    }
}
