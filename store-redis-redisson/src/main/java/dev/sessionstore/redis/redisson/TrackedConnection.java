package dev.sessionstore.redis.redisson;

import dev.sessionstore.redis.ChangeLink.Listener;
import dev.sessionstore.redis.ChangeLink.Value;
import dev.sessionstore.redis.RoleChecks;
import dev.sessionstore.redis.Stages;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.redisson.client.NettyHook;
import org.redisson.client.RedisClient;
import org.redisson.client.RedisClientConfig;
import org.redisson.client.RedisConnection;
import org.redisson.client.RedisConnectionException;
import org.redisson.client.codec.StringCodec;
import org.redisson.client.handler.BaseConnectionHandler;
import org.redisson.client.protocol.CommandData;
import org.redisson.client.protocol.RedisCommand;
import org.redisson.client.protocol.decoder.ObjectListReplayDecoder;
import org.redisson.config.Protocol;

/**
 * One connection with RESP3, which reports changes of what was read on it. When it is lost, it stays so, and the commands that wait
 * for an answer fail at once; Redisson would leave them waiting.
 */
final class TrackedConnection {

    private static final RedisCommand<Object> TRACKING = new RedisCommand<>("CLIENT", "TRACKING");
    private static final RedisCommand<Object> GET = new RedisCommand<>("GET");
    private static final RedisCommand<Object> PTTL = new RedisCommand<>("PTTL");
    private static final RedisCommand<List<Object>> HELLO =
            new RedisCommand<>("HELLO", new ObjectListReplayDecoder<>());

    private final RedisClient client;
    private final Set<CompletableFuture<?>> unanswered = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;
    private volatile @Nullable Channel channel;
    private volatile @Nullable RedisConnection connection;

    /**
     * @param client that has no other use
     * @param listener its {@code ended} is called for a connection that was not up too
     */
    TrackedConnection(RedisClient client, Listener listener) {
        this.client = client;
        RedisClientConfig config = client.getConfig();
        config.setProtocol(Protocol.RESP3);
        config.setConnectedListener(null);
        config.setDisconnectedListener(null);
        config.setNettyHook(new AddHandlers(config.getNettyHook(), listener));
    }

    /** {@return a future that ends when reports are switched on, and fails when the server is a replica} */
    CompletableFuture<?> open() {
        return client.connectAsync()
                .thenCompose(connected -> {
                    connection = connected;
                    return send(TRACKING, "ON");
                })
                .thenCompose(tracked -> prove())
                .toCompletableFuture();
    }

    CompletionStage<@Nullable Value> read(String key) {
        CompletionStage<@Nullable String> value = send(GET, key);
        CompletionStage<Long> timeToLive = send(PTTL, key);
        return Stages.compose(value, text -> Stages.map(timeToLive, left -> new Value(text, left)));
    }

    /** {@return a future that ends when all reports before its beginning have arrived, and fails when the server is a replica} */
    CompletableFuture<?> prove() {
        return this.<List<Object>>send(HELLO).thenAccept(RoleChecks::requireMaster);
    }

    private <T extends @Nullable Object> CompletableFuture<T> send(RedisCommand<?> command, Object... words) {
        RedisConnection opened = Objects.requireNonNull(connection);
        CommandData<?, T> data = opened.create(StringCodec.INSTANCE, command, words);
        CompletableFuture<T> answer = failWhenClosed(data.getPromise());
        opened.send(data).addListener((ChannelFutureListener) sent -> {
            if (!sent.isSuccess()) {
                answer.completeExceptionally(sent.cause());
            }
        });
        return answer;
    }

    private <T extends @Nullable Object> CompletableFuture<T> failWhenClosed(CompletableFuture<T> answer) {
        unanswered.add(answer);
        answer.whenComplete((value, thrown) -> unanswered.remove(answer));
        if (closed) {
            fail(answer);
        }
        return answer;
    }

    private static void fail(CompletableFuture<?> answer) {
        answer.completeExceptionally(new RedisConnectionException("The connection that reports changes was lost"));
    }

    /** Does not wait. */
    void close() {
        closed = true;
        client.shutdownAsync();
        closeChannel();
        unanswered.forEach(TrackedConnection::fail);
    }

    /** Redisson leaves one open that was still connecting when its client was shut down. */
    private void closeChannel() {
        Channel opened = channel;
        if (opened != null) {
            opened.close();
        }
    }

    /** Adds handlers where bytes are decrypted and Redisson has not seen them. */
    private final class AddHandlers implements NettyHook {

        private final NettyHook others;
        private final Listener listener;

        /** @param others is what the application has set, or the store */
        AddHandlers(NettyHook others, Listener listener) {
            this.others = others;
            this.listener = listener;
        }

        @Override
        public void afterBoostrapInitialization(Bootstrap bootstrap) {}

        @Override
        public void afterChannelInitialization(Channel initialized) {
            ChannelPipeline pipeline = initialized.pipeline();
            String first = pipeline.context(BaseConnectionHandler.class).name();
            pipeline.addBefore(first, null, new PushDecoder(listener));
            pipeline.addBefore(first, null, new EndWithChannel(listener));
            others.afterChannelInitialization(initialized);
            channel = initialized;
            if (closed) {
                closeChannel();
            }
        }
    }

    /** Keeps Redisson from restoring a lost connection, which it would do without the server's reports. */
    private static final class EndWithChannel extends ChannelInboundHandlerAdapter {

        private final Listener listener;

        EndWithChannel(Listener listener) {
            this.listener = listener;
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            listener.ended();
            RedisConnection lost = RedisConnection.getFrom(context.channel());
            lost.closeAsync();
            lost.getConnectionPromise().completeExceptionally(new RedisConnectionException("Lost while it opened"));
            context.fireChannelInactive();
        }
    }
}
