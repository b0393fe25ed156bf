package dev.sessionstore.redis.lettuce;

import dev.sessionstore.redis.RedisPort;
import dev.sessionstore.redis.ScanPage;
import io.lettuce.core.KeyScanArgs;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Lettuce's asynchronous commands, one for one. */
final class LettucePort implements RedisPort {

    private static final String OK = "OK";

    private final RedisClusterAsyncCommands<String, String> redis;
    private final Runnable close;

    private LettucePort(RedisClusterAsyncCommands<String, String> redis, Runnable close) {
        this.redis = redis;
        this.close = close;
    }

    static LettucePort over(StatefulRedisConnection<String, String> connection) {
        return new LettucePort(connection.async(), () -> {});
    }

    static LettucePort owning(StatefulRedisConnection<String, String> connection) {
        return closing(connection, connection::close);
    }

    static LettucePort closing(StatefulRedisConnection<String, String> connection, Runnable close) {
        return new LettucePort(connection.async(), close);
    }

    @Override
    public CompletionStage<@Nullable String> get(String key) {
        return redis.get(key);
    }

    @Override
    public CompletionStage<?> set(String key, String value, long ttl) {
        return redis.set(key, value, SetArgs.Builder.px(ttl));
    }

    @Override
    public CompletionStage<Boolean> setIfAbsent(String key, String value, long ttl) {
        return redis.set(key, value, SetArgs.Builder.px(ttl).nx()).thenApply(OK::equals);
    }

    @Override
    public CompletionStage<Boolean> expire(String key, long ttl) {
        return redis.pexpire(key, ttl);
    }

    @Override
    public CompletionStage<Boolean> delete(String key) {
        return redis.del(key).thenApply(count -> count > 0);
    }

    @Override
    public CompletionStage<Long> timeToLive(String key) {
        return redis.pttl(key);
    }

    @Override
    public CompletionStage<Long> runCached(String digest, String key, String... arguments) {
        return redis.evalsha(digest, ScriptOutputType.INTEGER, new String[] {key}, arguments);
    }

    @Override
    public CompletionStage<Long> run(String script, String key, String... arguments) {
        return redis.eval(script, ScriptOutputType.INTEGER, new String[] {key}, arguments);
    }

    @Override
    public CompletionStage<ScanPage> scan(String pattern, int count, @Nullable Object from) {
        KeyScanArgs strings = KeyScanArgs.Builder.matches(pattern).limit(count).type("string");
        return redis.scan(from == null ? ScanCursor.INITIAL : (ScanCursor) from, strings)
                .thenApply(page -> new ScanPage(page.getKeys(), page.isFinished() ? null : page));
    }

    @Override
    public @Nullable String errorReply(Throwable thrown) {
        return replyIn(thrown);
    }

    /** Connecting wraps the answer to the login once or twice more. */
    static @Nullable String replyIn(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof RedisCommandExecutionException) {
                return cause.getMessage();
            }
        }
        return null;
    }

    @Override
    public void close() {
        close.run();
    }
}
