package dev.sessionstore.redis.redisson;

import dev.sessionstore.redis.RedisPort;
import dev.sessionstore.redis.ScanPage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RBucket;
import org.redisson.api.RScript;
import org.redisson.api.RType;
import org.redisson.api.RedissonClient;
import org.redisson.api.options.KeysOptions;
import org.redisson.api.options.KeysScanOptions;
import org.redisson.api.options.OptionalOptions;
import org.redisson.api.options.PlainOptions;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.ReadMode;

/** Redisson's asynchronous objects, one call for one command, each sent once and to the master. */
final class RedissonPort implements RedisPort {

    private static final int SENT_ONCE = 0;

    private final RedissonClient redisson;
    private final Duration timeout;
    private final Runnable beforeEach;
    private final Runnable reconnect;
    private final Runnable close;

    /**
     * @param beforeEach runs before each command, and does not wait
     * @param reconnect as {@link RedisPort#reconnect}
     * @param close as {@link RedisPort#close}
     */
    RedissonPort(RedissonClient redisson, Duration timeout, Runnable beforeEach, Runnable reconnect, Runnable close) {
        this.redisson = redisson;
        this.timeout = timeout;
        this.beforeEach = beforeEach;
        this.reconnect = reconnect;
        this.close = close;
    }

    private RBucket<String> bucket(String key) {
        beforeEach.run();
        return redisson.getBucket(PlainOptions.name(key)
                .codec(StringCodec.INSTANCE)
                .readMode(ReadMode.MASTER)
                .retryAttempts(SENT_ONCE)
                .timeout(timeout));
    }

    private RScript script() {
        return redisson.getScript(OptionalOptions.defaults()
                .codec(StringCodec.INSTANCE)
                .retryAttempts(SENT_ONCE)
                .timeout(timeout));
    }

    @Override
    public CompletionStage<@Nullable String> get(String key) {
        return bucket(key).getAsync();
    }

    @Override
    public CompletionStage<?> set(String key, String value, long ttl) {
        return bucket(key).setAsync(value, Duration.ofMillis(ttl));
    }

    @Override
    public CompletionStage<Boolean> setIfAbsent(String key, String value, long ttl) {
        return bucket(key).setIfAbsentAsync(value, Duration.ofMillis(ttl));
    }

    @Override
    public CompletionStage<Boolean> expire(String key, long ttl) {
        return bucket(key).expireAsync(Duration.ofMillis(ttl));
    }

    @Override
    public CompletionStage<Boolean> delete(String key) {
        return bucket(key).deleteAsync();
    }

    @Override
    public CompletionStage<Long> timeToLive(String key) {
        return bucket(key).remainTimeToLiveAsync();
    }

    @Override
    public CompletionStage<Long> runCached(String digest, String key, String... arguments) {
        return script().evalShaAsync(
                        key, RScript.Mode.READ_WRITE, digest, RScript.ReturnType.LONG, List.of(key), (Object[])
                                arguments);
    }

    @Override
    public CompletionStage<Long> run(String script, String key, String... arguments) {
        return script().evalAsync(
                        key, RScript.Mode.READ_WRITE, script, RScript.ReturnType.LONG, List.of(key), (Object[])
                                arguments);
    }

    /**
     * Redisson walks over cursors and masters by itself, while its iterator is asked. Each of its commands ends in time; after
     * half of it no other key is looked for, so that the page does too.
     */
    @Override
    @SuppressWarnings("unchecked")
    public CompletionStage<ScanPage> scan(String pattern, int count, @Nullable Object from) {
        Iterator<String> keys = from == null ? keys(pattern, count) : (Iterator<String>) from;
        List<String> page = new ArrayList<>(count);
        long begun = System.nanoTime();
        boolean more = true;
        while (more && page.size() < count && System.nanoTime() - begun < timeout.toNanos() / 2) {
            more = keys.hasNext();
            if (more) {
                page.add(keys.next());
            }
        }
        return CompletableFuture.completedFuture(new ScanPage(page, more ? keys : null));
    }

    private Iterator<String> keys(String pattern, int count) {
        KeysScanOptions strings =
                KeysScanOptions.defaults().pattern(pattern).chunkSize(count).type(RType.OBJECT);
        return redisson.getKeys(KeysOptions.defaults().retryAttempts(SENT_ONCE).timeout(timeout))
                .getKeys(strings)
                .iterator();
    }

    @Override
    public @Nullable String errorReply(Throwable thrown) {
        return Replies.in(thrown);
    }

    @Override
    public void reconnect() {
        reconnect.run();
    }

    @Override
    public void close() {
        close.run();
    }
}
