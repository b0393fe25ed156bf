package dev.sessionstore.redis.lettuce;

import dev.sessionstore.StoreUnavailableException;
import dev.sessionstore.redis.ChangeLink;
import dev.sessionstore.redis.RedisCommands;
import dev.sessionstore.redis.RedisStoreBuilder.ClientSettings;
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
import org.jspecify.annotations.Nullable;

/** Opens a client that sends every command once, fails at once while disconnected, and reconnects soon. */
final class LettuceClient {

    private static final Duration FIRST_RECONNECT = Duration.ofMillis(10);
    private static final Duration LAST_RECONNECT = Duration.ofSeconds(1);

    /** At most so often after errors and redirections. The periodic refresh finds changes that caused neither. */
    private static final Duration ADAPTIVE_REFRESH = Duration.ofMillis(500);

    private static final Duration TOPOLOGY_REFRESH = Duration.ofSeconds(5);

    private LettuceClient() {}

    static RedisCommands open(ClientSettings settings) {
        if (settings.poolSize().isPresent()) {
            throw new IllegalArgumentException(
                    "poolSize: with Lettuce all threads share one connection, there is no pool");
        }
        StoreChannels channels = new StoreChannels(settings.timeout());
        ClientResources resources = ClientResources.builder()
                .reconnectDelay(Delay.fullJitter(FIRST_RECONNECT, LAST_RECONNECT, 2, TimeUnit.MILLISECONDS))
                .nettyCustomizer(channels)
                .build();
        return settings.url().topology() == RedisUrl.Topology.CLUSTER
                ? openCluster(settings, resources, channels)
                : openServer(settings, resources, channels);
    }

    private static RedisCommands openServer(
            ClientSettings settings, ClientResources resources, StoreChannels channels) {
        RedisClient client = RedisClient.create(resources);
        client.setOptions(atMostOnce(ClientOptions.builder(), settings).build());
        RedisURI uri = LettuceUris.ofServer(settings);
        return opened(
                client,
                settings,
                () -> client.connectAsync(StringCodec.UTF8, uri),
                (connection, end) -> LettuceConnection.of(connection, channels::closeAll, end),
                listener -> await(
                        client.connectAsync(StringCodec.UTF8, uri)
                                .thenCompose(connection -> LettuceChangeLink.on(connection, listener)),
                        settings.limit()));
    }

    private static RedisCommands openCluster(
            ClientSettings settings, ClientResources resources, StoreChannels channels) {
        RedisClusterClient client = RedisClusterClient.create(resources, LettuceUris.ofCluster(settings));
        ClusterClientOptions.Builder options = ClusterClientOptions.builder();
        atMostOnce(options, settings);
        client.setOptions(options.topologyRefreshOptions(ClusterTopologyRefreshOptions.builder()
                        .enablePeriodicRefresh(TOPOLOGY_REFRESH)
                        .enableAllAdaptiveRefreshTriggers()
                        .adaptiveRefreshTriggersTimeout(ADAPTIVE_REFRESH)
                        .build())
                .build());
        return opened(
                client,
                settings,
                () -> client.refreshPartitionsAsync()
                        .thenCompose(known -> client.connectAsync(StringCodec.UTF8))
                        .thenCompose(cluster -> new ClusterConnections(cluster)
                                .connectToAllMasters()
                                .thenApply(all -> cluster)),
                (cluster, end) -> LettuceConnection.of(cluster, channels::closeAll, end),
                listener -> await(
                        client.connectAsync(StringCodec.UTF8)
                                .thenCompose(cluster -> LettuceClusterChangeLink.on(cluster, listener)),
                        settings.limit()));
    }

    private static <C> RedisCommands opened(
            AbstractRedisClient client,
            ClientSettings settings,
            Supplier<CompletionStage<C>> connect,
            BiFunction<C, Runnable, LettuceConnection> adapt,
            ChangeLink.@Nullable Opener links) {
        Runnable end = () -> shutDown(client, settings.timeout());
        try {
            return new LettuceCommands(adapt.apply(await(connect.get(), settings.limit()), end), links);
        } catch (RuntimeException | Error e) {
            end.run();
            throw e;
        }
    }

    /** Commands in flight fail when the connection is lost, and no command waits for the next connection. */
    private static ClientOptions.Builder atMostOnce(ClientOptions.Builder options, ClientSettings settings) {
        MaintenanceNotifications.turnOff(options);
        return options.disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                .replayFilter(command -> true)
                .socketOptions(
                        SocketOptions.builder().connectTimeout(settings.limit()).build());
    }

    static <T> T await(CompletionStage<T> connected, Duration limit) {
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

    private static void shutDown(AbstractRedisClient client, Duration timeout) {
        long limit = timeout.toMillis();
        ClientResources resources = client.getResources();
        client.shutdown(0, limit, TimeUnit.MILLISECONDS);
        resources.shutdown(0, limit, TimeUnit.MILLISECONDS).awaitUninterruptibly(limit);
    }
}
