package dev.sessionstore.redis.lettuce;

import dev.sessionstore.StoreUnavailableException;
import dev.sessionstore.redis.RedisCommands;
import dev.sessionstore.redis.RedisStoreBuilder.Connecting;
import dev.sessionstore.redis.RedisUrl;
import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** A client of our own: sends everything once, fails at once while disconnected, and connects again soon. */
final class LettuceClient {

    private static final Duration FIRST_RECONNECT = Duration.ofMillis(10);
    private static final Duration LAST_RECONNECT = Duration.ofSeconds(1);

    /** Adaptive refreshes follow what goes wrong, at most so often; the periodic one finds what nothing pointed at. */
    private static final Duration ADAPTIVE_REFRESH = Duration.ofMillis(500);

    private static final Duration TOPOLOGY_REFRESH = Duration.ofSeconds(5);

    private LettuceClient() {}

    static RedisCommands open(Connecting connecting) {
        if (connecting.poolSize().isPresent()) {
            throw new IllegalArgumentException(
                    "poolSize: with Lettuce all threads share one connection, there is no pool");
        }
        OwnChannels channels = new OwnChannels(connecting.timeout());
        ClientResources resources = ClientResources.builder()
                .reconnectDelay(Delay.fullJitter(FIRST_RECONNECT, LAST_RECONNECT, 2, TimeUnit.MILLISECONDS))
                .nettyCustomizer(channels)
                .build();
        return connecting.url().topology() == RedisUrl.Topology.CLUSTER
                ? openCluster(connecting, resources, channels)
                : openServer(connecting, resources, channels);
    }

    private static RedisCommands openServer(Connecting connecting, ClientResources resources, OwnChannels channels) {
        RedisClient client = RedisClient.create(resources);
        client.setOptions(atMostOnce(ClientOptions.builder(), connecting).build());
        RedisURI uri = LettuceUris.ofServer(connecting);
        return opened(
                client,
                connecting,
                () -> client.connectAsync(StringCodec.UTF8, uri),
                (connection, end) -> Link.of(connection, channels::closeAll, end));
    }

    private static RedisCommands openCluster(Connecting connecting, ClientResources resources, OwnChannels channels) {
        RedisClusterClient client = RedisClusterClient.create(resources, LettuceUris.ofCluster(connecting));
        ClusterClientOptions.Builder options = ClusterClientOptions.builder();
        atMostOnce(options, connecting);
        client.setOptions(options.topologyRefreshOptions(ClusterTopologyRefreshOptions.builder()
                        .enablePeriodicRefresh(TOPOLOGY_REFRESH)
                        .enableAllAdaptiveRefreshTriggers()
                        .adaptiveRefreshTriggersTimeout(ADAPTIVE_REFRESH)
                        .build())
                .build());
        return opened(
                client,
                connecting,
                () -> client.refreshPartitionsAsync()
                        .thenCompose(known -> client.connectAsync(StringCodec.UTF8))
                        .thenCompose(cluster ->
                                new ClusterConnections(cluster).toAllMasters().thenApply(all -> cluster)),
                (cluster, end) -> Link.of(cluster, channels::closeAll, end));
    }

    private static <C> RedisCommands opened(
            AbstractRedisClient client,
            Connecting connecting,
            Supplier<CompletionStage<C>> connect,
            BiFunction<C, Runnable, Link> link) {
        Runnable end = () -> end(client, connecting.timeout());
        try {
            return new LettuceCommands(link.apply(await(connect.get(), connecting.limit()), end));
        } catch (RuntimeException | Error e) {
            end.run();
            throw e;
        }
    }

    /** In-flight commands fail when the connection is lost, and no command waits for the next one. */
    private static ClientOptions.Builder atMostOnce(ClientOptions.Builder options, Connecting connecting) {
        MaintenanceNotifications.turnOff(options);
        return options.disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                .replayFilter(command -> true)
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(connecting.limit())
                        .build());
    }

    private static <T> T await(CompletionStage<T> connected, Duration limit) {
        try {
            return connected.toCompletableFuture().get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw new CompletionException(e.getCause());
        } catch (TimeoutException e) {
            throw new CompletionException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("connect failed: the thread was interrupted", e);
        }
    }

    private static void end(AbstractRedisClient client, Duration timeout) {
        long most = timeout.toMillis();
        ClientResources resources = client.getResources();
        client.shutdown(0, most, TimeUnit.MILLISECONDS);
        resources.shutdown(0, most, TimeUnit.MILLISECONDS).awaitUninterruptibly(most);
    }
}
