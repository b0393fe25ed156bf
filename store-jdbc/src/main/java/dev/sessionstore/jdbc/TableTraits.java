package dev.sessionstore.jdbc;

import java.util.Map;

/**
 * What {@link Dialect#inspect} found out about one table.
 *
 * @param words what further {@code {words}} of the script stand for
 * @param latestExpiry the latest that the expiry column can hold, as {@link Dialect#expires} counts
 * @param maxData the most bytes of UTF-8 that the data column can hold
 * @param maxStatement the most bytes that one statement with its values may have
 * @param trailingSpaces whether two ids that differ in trailing spaces only are kept apart
 * @param rowLocks whether rows stay locked until a transaction ends, and can be skipped then
 */
public record TableTraits(
        Map<String, String> words,
        long latestExpiry,
        long maxData,
        long maxStatement,
        boolean trailingSpaces,
        boolean rowLocks) {

    /** A table without peculiarities. */
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
