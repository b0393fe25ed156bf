package dev.sessionstore.redis;

import dev.sessionstore.Listing;
import dev.sessionstore.StoreArguments;
import dev.sessionstore.redis.RedisCommands.KeyType;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Lists sessions with SCAN and keeps one page in memory at a time. */
final class RedisListing implements Listing {

    /** Keys that Redis visits per SCAN, which takes it a fraction of a millisecond. */
    private static final int PAGE_SIZE = 1000;

    /** Keys that are removed per call, so that a busy machine or a slow network takes no longer than a call may. */
    private static final int REMOVED_PER_CALL = 100;

    private final CommandExecutor executor;
    private final Keys keys;
    private final TimeToLive ttl;

    RedisListing(CommandExecutor executor, Keys keys, TimeToLive ttl) {
        this.executor = executor;
        this.keys = keys;
        this.ttl = ttl;
    }

    @Override
    public Stream<String> sids() {
        executor.requireOpen();
        Spliterator<List<String>> pages = Spliterators.spliteratorUnknownSize(sessions("sids"), Spliterator.NONNULL);
        return StreamSupport.stream(pages, false).flatMap(List::stream);
    }

    @Override
    public Optional<Instant> expiresAt(String sid) {
        executor.requireOpen();
        if (!StoreArguments.isSid(sid)) {
            return Optional.empty();
        }
        long left = executor.execute("expiresAt", sid, redis -> redis.timeToLive(keys.of(sid)));
        if (left == TimeToLive.NO_EXPIRY) {
            return Optional.of(Instant.MAX);
        }
        return left < 0 ? Optional.empty() : Optional.of(ttl.fromNow(left));
    }

    @Override
    public long count() {
        executor.requireOpen();
        long count = 0;
        for (Pages pages = sessions("count"); pages.hasNext(); ) {
            count += pages.next().size();
        }
        return count;
    }

    @Override
    public void clear() {
        executor.requireOpen();
        for (Pages pages = sessions("clear"); pages.hasNext(); ) {
            delete(pages.next().stream().map(keys::of).toList());
        }
        for (Pages pages = new Pages("clear", KeyType.SORTED_SET, keys.ownersPattern(), keys::ofOwners);
                pages.hasNext(); ) {
            delete(pages.next());
        }
    }

    /** Keys of one page live on different masters of a cluster, so each has a DEL of its own. */
    private void delete(List<String> all) {
        for (int from = 0; from < all.size(); from += REMOVED_PER_CALL) {
            List<String> some = all.subList(from, Math.min(all.size(), from + REMOVED_PER_CALL));
            executor.execute("clear", null, redis -> redis.deleteAll(some));
        }
    }

    private Pages sessions(String operation) {
        return new Pages(operation, KeyType.STRING, keys.pattern(), keys::sids);
    }

    private final class Pages implements Iterator<List<String>> {
        private final String operation;
        private final KeyType type;
        private final String pattern;
        private final UnaryOperator<List<String>> own;
        private @Nullable Object position;
        private boolean begun;

        /** @param own from the keys of a page to those, or their sids, that are this store's */
        Pages(String operation, KeyType type, String pattern, UnaryOperator<List<String>> own) {
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
    }
}
