package dev.sessionstore.redis.lettuce;

import dev.sessionstore.redis.ChangeLink;
import dev.sessionstore.redis.RedisCommands;
import dev.sessionstore.redis.ScanPage;
import dev.sessionstore.redis.Stages;
import io.lettuce.core.KeyScanArgs;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SetArgs;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Sends each command through Lettuce's asynchronous commands. */
final class LettuceCommands implements RedisCommands {

    private static final String OK = "OK";
    private static final String IF_EQUAL = "IFEQ";
    private static final String MILLISECONDS = "PX";

    private final LettuceConnection connection;
    private final ChangeLink.@Nullable Opener links;

    /** @param links null when no further connection can be opened */
    LettuceCommands(LettuceConnection connection, ChangeLink.@Nullable Opener links) {
        this.connection = connection;
        this.links = links;
    }

    private <T extends @Nullable Object> CompletionStage<T> send(
            String key, Function<RedisClusterAsyncCommands<String, String>, CompletionStage<T>> command) {
        CompletableFuture<?> connected = connection.connectToMasterOf(key);
        return connected.isDone()
                ? connection.send(command)
                : Stages.compose(connected, known -> connection.send(command));
    }

    @Override
    public CompletionStage<@Nullable String> get(String key) {
        return send(key, redis -> redis.get(key));
    }

    @Override
    public CompletionStage<?> set(String key, String value, long ttl) {
        return send(key, redis -> redis.set(key, value, SetArgs.Builder.px(ttl)));
    }

    @Override
    public CompletionStage<Boolean> setIfAbsent(String key, String value, long ttl) {
        return Stages.map(
                send(key, redis -> redis.set(key, value, SetArgs.Builder.px(ttl).nx())), OK::equals);
    }

    @Override
    public CompletionStage<Boolean> setIfEqual(String key, String expected, String value, long ttl) {
        CommandArgs<String, String> words = new CommandArgs<>(StringCodec.UTF8)
                .addKey(key)
                .addValue(value)
                .add(MILLISECONDS)
                .add(ttl)
                .add(IF_EQUAL)
                .addValue(expected);
        return Stages.map(
                send(key, redis -> redis.dispatch(CommandType.SET, new StatusOutput<>(StringCodec.UTF8), words)),
                OK::equals);
    }

    @Override
    public Object serverOf(String key) {
        return connection.masterOf(key);
    }

    @Override
    public CompletionStage<Boolean> expire(String key, long ttl) {
        return send(key, redis -> redis.pexpire(key, ttl));
    }

    @Override
    public CompletionStage<Boolean> delete(String key) {
        return Stages.map(send(key, redis -> redis.del(key)), count -> count > 0);
    }

    @Override
    public CompletionStage<Long> timeToLive(String key) {
        return send(key, redis -> redis.pttl(key));
    }

    @Override
    public CompletionStage<Long> runCached(String digest, String key, String... arguments) {
        return send(key, redis -> redis.evalsha(digest, ScriptOutputType.INTEGER, new String[] {key}, arguments));
    }

    @Override
    public CompletionStage<Long> run(String script, String key, String... arguments) {
        return send(key, redis -> redis.eval(script, ScriptOutputType.INTEGER, new String[] {key}, arguments));
    }

    @Override
    public CompletionStage<List<String>> listCached(String digest, String key, String... arguments) {
        return send(key, redis -> redis.evalsha(digest, ScriptOutputType.MULTI, new String[] {key}, arguments));
    }

    @Override
    public CompletionStage<List<String>> list(String script, String key, String... arguments) {
        return send(key, redis -> redis.eval(script, ScriptOutputType.MULTI, new String[] {key}, arguments));
    }

    @Override
    public CompletionStage<ScanPage> scan(KeyType type, String pattern, int count, @Nullable Object from) {
        KeyScanArgs which = KeyScanArgs.Builder.matches(pattern).limit(count).type(type.word());
        return Stages.map(
                connection.send(redis -> redis.scan(from == null ? ScanCursor.INITIAL : (ScanCursor) from, which)),
                page -> new ScanPage(page.getKeys(), page.isFinished() ? null : page));
    }

    @Override
    public @Nullable String errorReply(Throwable thrown) {
        return replyIn(thrown);
    }

    static @Nullable String replyIn(Throwable thrown) {
        return thrown instanceof RedisCommandExecutionException ? thrown.getMessage() : null;
    }

    @Override
    public ChangeLink.@Nullable Opener changeLinks() {
        return links;
    }

    @Override
    public void reconnect() {
        connection.reconnect();
    }

    @Override
    public void close() {
        connection.close();
    }
}
