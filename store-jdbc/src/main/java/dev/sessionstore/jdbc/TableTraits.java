package dev.sessionstore.jdbc;

import java.util.Map;

/**
 * The result of {@link Dialect#inspect} for one table.
 *
 * @param words values of further {@code {words}} of the script
 * @param latestExpiry the latest value of the expiry column, in the unit of {@link Dialect#expires}
 * @param maxData the largest text of the data column, in bytes of UTF-8
 * @param maxStatement the largest statement with its values, in bytes
 * @param trailingSpaces whether ids that differ only in trailing spaces are distinct
 * @param rowLocks whether a transaction locks rows until its end
 */
public record TableTraits(
        Map<String, String> words,
        long latestExpiry,
        long maxData,
        long maxStatement,
        boolean trailingSpaces,
        boolean rowLocks) {

    /** A table without any limit. */
    public static final TableTraits PLAIN =
            new TableTraits(Map.of(), Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, true, true);

    public TableTraits {
        words = Map.copyOf(words);
    }

    /** {@return the same with other words} */
    public TableTraits withWords(Map<String, String> newWords) {
        return new TableTraits(newWords, latestExpiry, maxData, maxStatement, trailingSpaces, rowLocks);
    }
}
