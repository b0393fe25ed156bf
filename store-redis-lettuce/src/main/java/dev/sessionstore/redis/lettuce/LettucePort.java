package dev.sessionstore.redis.lettuce;

import dev.sessionstore.redis.RedisPort;
import dev.sessionstore.redis.ScanPage;
import io.lettuce.core.KeyScanArgs;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Lettuce's asynchronous commands, one for one. */
final class LettucePort implements RedisPort {

    private static final String OK = "OK";
    private static final CompletableFuture<?> CONNECTED = CompletableFuture.completedFuture(OK);

    private final RedisClusterAsyncCommands<String, String> redis;
    private final Function<String, CompletableFuture<?>> master;
    private final Runnable close;

    private LettucePort(
            RedisClusterAsyncCommands<String, String> redis,
            Function<String, CompletableFuture<?>> master,
            Runnable close) {
        this.redis = redis;
        this.master = master;
        this.close = close;
    }

    static LettucePort over(StatefulRedisConnection<String, String> connection) {
        return closing(connection, () -> {});
    }

    static LettucePort over(StatefulRedisClusterConnection<String, String> connection) {
        return closing(connection, () -> {});
    }

    static LettucePort closing(StatefulRedisConnection<String, String> connection, Runnable close) {
        return new LettucePort(connection.async(), key -> CONNECTED, close);
    }

    static LettucePort closing(StatefulRedisClusterConnection<String, String> connection, Runnable close) {
        ClusterConnections connections = new ClusterConnections(connection);
        return new LettucePort(connection.async(), connections::toMasterOf, close);
    }

    private <T extends @Nullable Object> CompletionStage<T> send(String key, Supplier<CompletionStage<T>> command) {
        CompletableFuture<?> connected = master.apply(key);
        return connected.isDone() ? command.get() : connected.thenCompose(connection -> command.get());
    }

    @Override
    public CompletionStage<@Nullable String> get(String key) {
        return send(key, () -> redis.get(key));
    }

    @Override
    public CompletionStage<?> set(String key, String value, long ttl) {
        return send(key, () -> redis.set(key, value, SetArgs.Builder.px(ttl)));
    }

    @Override
    public CompletionStage<Boolean> setIfAbsent(String key, String value, long ttl) {
        return send(
                key, () -> redis.set(key, value, SetArgs.Builder.px(ttl).nx()).thenApply(OK::equals));
    }

    @Override
    public CompletionStage<Boolean> expire(String key, long ttl) {
        return send(key, () -> redis.pexpire(key, ttl));
    }

    @Override
    public CompletionStage<Boolean> delete(String key) {
        return send(key, () -> redis.del(key).thenApply(count -> count > 0));
    }

    @Override
    public CompletionStage<Long> timeToLive(String key) {
        return send(key, () -> redis.pttl(key));
    }

    @Override
    public CompletionStage<Long> runCached(String digest, String key, String... arguments) {
        return send(key, () -> redis.evalsha(digest, ScriptOutputType.INTEGER, new String[] {key}, arguments));
    }

    @Override
    public CompletionStage<Long> run(String script, String key, String... arguments) {
        return send(key, () -> redis.eval(script, ScriptOutputType.INTEGER, new String[] {key}, arguments));
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
