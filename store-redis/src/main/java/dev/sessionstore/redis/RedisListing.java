package dev.sessionstore.redis;

import dev.sessionstore.Listing;
import dev.sessionstore.Owners;
import dev.sessionstore.redis.RedisCommands.KeyType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Lists sessions with SCAN and keeps one page in memory at a time. */
final class RedisListing implements Listing {

    private final CommandExecutor executor;
    private final Keys keys;
    private final TimeToLive ttl;
    private final Owners owners;

    RedisListing(CommandExecutor executor, Keys keys, TimeToLive ttl, Owners owners) {
        this.executor = executor;
        this.keys = keys;
        this.ttl = ttl;
        this.owners = owners;
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
        if (!keys.isSid(sid)) {
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
        for (ScanPages pages = sessions("count"); pages.hasNext(); ) {
            count += pages.next().size();
        }
        return count;
    }

    @Override
    public void clear() {
        executor.requireOpen();
        for (ScanPages pages = sessions("clear"); pages.hasNext(); ) {
            pages.removeAll(pages.next().stream().map(keys::of).toList());
        }
        owners.clear();
    }

    private ScanPages sessions(String operation) {
        return new ScanPages(executor, operation, KeyType.STRING, keys.pattern(), keys::sids);
    }
}
