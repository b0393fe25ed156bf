package dev.sessionstore.redis.redisson;

import dev.sessionstore.redis.ChangeLink;
import dev.sessionstore.redis.RedisCommands;
import dev.sessionstore.redis.ScanPage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.redisson.Redisson;
import org.redisson.api.RType;
import org.redisson.api.RedissonClient;
import org.redisson.api.options.KeysOptions;
import org.redisson.api.options.KeysScanOptions;
import org.redisson.api.options.ObjectParams;
import org.redisson.api.options.PlainOptions;
import org.redisson.client.RedisConnectionException;
import org.redisson.client.RedisException;
import org.redisson.client.RedisOutOfMemoryException;
import org.redisson.client.RedisTimeoutException;
import org.redisson.client.codec.StringCodec;
import org.redisson.client.protocol.RedisCommand;
import org.redisson.client.protocol.decoder.ObjectListReplayDecoder;
import org.redisson.command.CommandAsyncExecutor;
import org.redisson.connection.MasterSlaveConnectionManager;
import org.redisson.connection.MasterSlaveEntry;

/**
 * Sends each command word by word through Redisson's command executor, once and to the master. Redisson's own objects have no
 * {@code IFEQ}, move an expiry with a script, and in some versions read from replicas whatever their options say.
 */
final class RedissonCommands implements RedisCommands {

    private static final int SENT_ONCE = 0;
    private static final String OK = "OK";
    private static final int ONE_KEY = 1;
    private static final String END_OF_REPLY = ". channel: ";
    private static final String OOM = "OOM ";

    private static final RedisCommand<Object> GET = new RedisCommand<>("GET");
    private static final RedisCommand<Object> SET = new RedisCommand<>("SET");
    private static final RedisCommand<Object> PEXPIRE = new RedisCommand<>("PEXPIRE");
    private static final RedisCommand<Object> DEL = new RedisCommand<>("DEL");
    private static final RedisCommand<Object> PTTL = new RedisCommand<>("PTTL");
    private static final RedisCommand<Object> EVALSHA = new RedisCommand<>("EVALSHA");
    private static final RedisCommand<Object> EVAL = new RedisCommand<>("EVAL");
    private static final RedisCommand<List<String>> EVALSHA_LIST =
            new RedisCommand<>("EVALSHA", new ObjectListReplayDecoder<>());
    private static final RedisCommand<List<String>> EVAL_LIST =
            new RedisCommand<>("EVAL", new ObjectListReplayDecoder<>());

    private final RedissonClient redisson;
    private final CommandAsyncExecutor executor;
    private final Duration timeout;
    private final Runnable beforeEach;
    private final Runnable reconnect;
    private final Runnable close;
    private final ChangeLink.Opener links;

    /**
     * @param beforeEach runs before each command and does not wait
     * @param reconnect as {@link RedisCommands#reconnect}
     * @param close as {@link RedisCommands#close}
     * @throws IllegalArgumentException when the client is a wrapper around Redisson's own
     */
    RedissonCommands(
            RedissonClient redisson, Duration timeout, Runnable beforeEach, Runnable reconnect, Runnable close) {
        if (!(redisson instanceof Redisson own)) {
            throw new IllegalArgumentException("The client must be the one that Redisson.create made, was "
                    + redisson.getClass().getName());
        }
        this.redisson = redisson;
        this.executor = own.getCommandExecutor().copy((ObjectParams)
                PlainOptions.name("sessions").retryAttempts(SENT_ONCE).timeout(timeout));
        this.timeout = timeout;
        this.beforeEach = beforeEach;
        this.reconnect = reconnect;
        this.close = close;
        this.links = new RedissonChangeLink.Opening(
                executor.getConnectionManager(),
                own.getConfig().isClusterConfig() ? MasterSlaveConnectionManager.MAX_SLOT : 1,
                timeout);
    }

    private <T extends @Nullable Object> CompletionStage<T> send(String key, RedisCommand<?> command, Object... words) {
        beforeEach.run();
        return executor.writeAsync(key, StringCodec.INSTANCE, command, words);
    }

    @Override
    public CompletionStage<@Nullable String> get(String key) {
        return send(key, GET, key);
    }

    @Override
    public CompletionStage<?> set(String key, String value, long ttl) {
        return send(key, SET, key, value, "PX", ttl);
    }

    @Override
    public CompletionStage<Boolean> setIfAbsent(String key, String value, long ttl) {
        return send(key, SET, key, value, "PX", ttl, "NX").thenApply(OK::equals);
    }

    @Override
    public CompletionStage<Boolean> setIfEqual(String key, String expected, String value, long ttl) {
        return send(key, SET, key, value, "PX", ttl, "IFEQ", expected).thenApply(OK::equals);
    }

    @Override
    public Object serverOf(String key) {
        MasterSlaveEntry owner = executor.getConnectionManager().getEntry(key);
        return owner == null ? this : owner.getClient();
    }

    @Override
    public CompletionStage<Boolean> expire(String key, long ttl) {
        return this.<Long>send(key, PEXPIRE, key, ttl).thenApply(found -> found > 0);
    }

    @Override
    public CompletionStage<Boolean> delete(String key) {
        return this.<Long>send(key, DEL, key).thenApply(found -> found > 0);
    }

    @Override
    public CompletionStage<Long> timeToLive(String key) {
        return send(key, PTTL, key);
    }

    @Override
    public CompletionStage<Long> runCached(String digest, String key, String... arguments) {
        return send(key, EVALSHA, script(digest, key, arguments));
    }

    @Override
    public CompletionStage<Long> run(String script, String key, String... arguments) {
        return send(key, EVAL, script(script, key, arguments));
    }

    @Override
    public CompletionStage<List<String>> listCached(String digest, String key, String... arguments) {
        return send(key, EVALSHA_LIST, script(digest, key, arguments));
    }

    @Override
    public CompletionStage<List<String>> list(String script, String key, String... arguments) {
        return send(key, EVAL_LIST, script(script, key, arguments));
    }

    private static Object[] script(String script, String key, String... arguments) {
        return Stream.concat(Stream.of(script, ONE_KEY, key), Stream.of(arguments))
                .toArray();
    }

    /**
     * Redisson's iterator walks over cursors and masters by itself. Each of its commands ends in time. A page ends after half of
     * the timeout, so that the page does too.
     */
    @Override
    @SuppressWarnings("unchecked")
    public CompletionStage<ScanPage> scan(KeyType type, String pattern, int count, @Nullable Object from) {
        Iterator<String> keys = from == null ? keys(type, pattern, count) : (Iterator<String>) from;
        List<String> page = new ArrayList<>(count);
        long start = System.nanoTime();
        boolean more = true;
        while (more && page.size() < count && System.nanoTime() - start < timeout.toNanos() / 2) {
            more = keys.hasNext();
            if (more) {
                page.add(keys.next());
            }
        }
        return CompletableFuture.completedFuture(new ScanPage(page, more ? keys : null));
    }

    private Iterator<String> keys(KeyType type, String pattern, int count) {
        RType redissonType = switch (type) {
            case STRING -> RType.OBJECT;
            case SORTED_SET -> RType.ZSET;
        };
        KeysScanOptions which =
                KeysScanOptions.defaults().pattern(pattern).chunkSize(count).type(redissonType);
        return redisson.getKeys(KeysOptions.defaults().retryAttempts(SENT_ONCE).timeout(timeout))
                .getKeys(which)
                .iterator();
    }

    @Override
    public @Nullable String errorReply(Throwable thrown) {
        return replyIn(thrown);
    }

    /** Redisson appends the channel and the whole command with its arguments to the reply. */
    static @Nullable String replyIn(Throwable thrown) {
        String message = thrown.getMessage();
        if (message == null
                || !(thrown instanceof RedisException)
                || thrown instanceof RedisTimeoutException
                || thrown instanceof RedisConnectionException) {
            return null;
        }
        int end = message.indexOf(END_OF_REPLY);
        if (end < 0) {
            return null;
        }
        String reply = message.substring(0, end);
        return thrown instanceof RedisOutOfMemoryException ? OOM + reply : reply;
    }

    @Override
    public ChangeLink.Opener changeLinks() {
        return links;
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
