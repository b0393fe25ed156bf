package dev.sessionstore.redis.lettuce;

import dev.sessionstore.StoreException;
import dev.sessionstore.redis.ChangeLink;
import dev.sessionstore.redis.RoleChecks;
import dev.sessionstore.redis.Stages;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionStateAdapter;
import io.lettuce.core.TrackingArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.push.PushMessage;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.NestedMultiOutput;
import io.lettuce.core.protocol.CommandType;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One connection with RESP3, which reports changes of what was read on it. Lettuce would restore it, without the server's reports; it is
 * closed as soon as it is lost.
 */
final class LettuceChangeLink implements ChangeLink {

    private static final String INVALIDATE = "invalidate";

    private final StatefulRedisConnection<String, String> connection;

    private LettuceChangeLink(StatefulRedisConnection<String, String> connection) {
        this.connection = connection;
    }

    /** {@return opens connections on a client that the application holds, to its default address} */
    static Opener opener(RedisClient client, Duration timeout) {
        return listener -> LettuceClient.await(on(client.connect(StringCodec.UTF8), listener), timeout);
    }

    /**
     * Switches reports on.
     *
     * @return a stage that fails, with the connection closed, when the server refuses or the connection is lost
     */
    static CompletionStage<ChangeLink> on(StatefulRedisConnection<String, String> connection, Listener listener) {
        connection.addListener(message -> tell(listener, message));
        connection.addListener(new RedisConnectionStateAdapter() {
            @Override
            public void onRedisDisconnected(RedisChannelHandler<?, ?> lost) {
                closeOnce(connection);
                listener.ended();
            }
        });
        CompletionStage<ChangeLink> link = hello(connection)
                .thenAccept(answer -> {
                    requireResp3(answer);
                    RoleChecks.requireMaster(answer);
                })
                .thenCompose(ok -> connection.async().clientTracking(TrackingArgs.Builder.enabled()))
                .thenApply(ok -> new LettuceChangeLink(connection));
        link.whenComplete((opened, thrown) -> {
            if (thrown != null) {
                closeOnce(connection);
            }
        });
        return link;
    }

    private static CompletionStage<List<Object>> hello(StatefulRedisConnection<String, String> connection) {
        return connection.async().dispatch(CommandType.HELLO, new NestedMultiOutput<>(StringCodec.UTF8));
    }

    private static void requireResp3(List<Object> hello) {
        int proto = hello.indexOf("proto");
        if (proto < 0 || !Long.valueOf(3).equals(hello.get(proto + 1))) {
            throw new StoreException("watch failed: the client speaks RESP2, and Redis reports changes with RESP3 only;"
                    + " set ClientOptions.protocolVersion(ProtocolVersion.RESP3)");
        }
    }

    private static void tell(Listener listener, PushMessage message) {
        if (!INVALIDATE.equals(message.getType())) {
            return;
        }
        Object keys = message.getContent(StringCodec.UTF8::decodeKey).get(1);
        if (keys instanceof List<?> changed) {
            listener.changed(changed.stream().map(String::valueOf).toList());
        } else {
            listener.allChanged();
        }
    }

    @Override
    public CompletionStage<@Nullable Value> read(String key) {
        CompletionStage<@Nullable String> value = connection.async().get(key);
        CompletionStage<Long> timeToLive = connection.async().pttl(key);
        return Stages.compose(value, text -> Stages.map(timeToLive, left -> new Value(text, left)));
    }

    @Override
    public CompletionStage<?> prove() {
        return hello(connection).thenAccept(RoleChecks::requireMaster);
    }

    @Override
    public void close() {
        closeOnce(connection);
    }

    /** Lettuce logs a warning when a connection that is closed is closed again. */
    private static void closeOnce(StatefulRedisConnection<String, String> connection) {
        if (connection instanceof RedisChannelHandler<?, ?> handler && handler.isClosed()) {
            return;
        }
        connection.closeAsync();
    }
}
