package dev.sessionstore.redis;

import dev.sessionstore.redis.RedisCommands.KeyType;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The keys of one type that match a pattern, a page at a time. Each page is a call. */
final class ScanPages implements Iterator<List<String>> {

    /** Keys that Redis visits per SCAN, which takes it a fraction of a millisecond. */
    private static final int PAGE_SIZE = 1000;

    /** Keys that are removed per call, so that a busy machine or a slow network takes no longer than a call may. */
    private static final int REMOVED_PER_CALL = 100;

    private final CommandExecutor executor;
    private final String operation;
    private final KeyType type;
    private final String pattern;
    private final UnaryOperator<List<String>> own;
    private @Nullable Object position;
    private boolean begun;

    /** @param own from the keys of a page to those, or their sids, that are this store's */
    ScanPages(
            CommandExecutor executor, String operation, KeyType type, String pattern, UnaryOperator<List<String>> own) {
        this.executor = executor;
        this.operation = operation;
        this.type = type;
        this.pattern = pattern;
        this.own = own;
    }

    @Override
    public boolean hasNext() {
        return !begun || position != null;
    }

    @Override
    public List<String> next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        ScanPage page = executor.execute(operation, null, redis -> redis.scan(type, pattern, PAGE_SIZE, position));
        begun = true;
        position = page.next();
        return own.apply(page.keys());
    }

    /** Keys of one page live on different masters of a cluster, so each has a DEL of its own. */
    void removeAll(List<String> keys) {
        for (int from = 0; from < keys.size(); from += REMOVED_PER_CALL) {
            List<String> some = keys.subList(from, Math.min(keys.size(), from + REMOVED_PER_CALL));
            executor.execute(operation, null, redis -> redis.deleteAll(some));
        }
    }
}
