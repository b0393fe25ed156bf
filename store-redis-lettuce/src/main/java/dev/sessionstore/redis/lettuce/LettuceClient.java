package dev.sessionstore.redis.lettuce;

import dev.sessionstore.StoreUnavailableException;
import dev.sessionstore.redis.RedisPort;
import dev.sessionstore.redis.RedisStoreBuilder.Connecting;
import dev.sessionstore.redis.RedisUrl;
import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A client of our own: sends everything once, fails at once while disconnected, and connects again soon. */
final class LettuceClient {

    private static final Duration FIRST_RECONNECT = Duration.ofMillis(10);
    private static final Duration LAST_RECONNECT = Duration.ofSeconds(1);

    private LettuceClient() {}

    static RedisPort open(Connecting connecting) {
        if (connecting.poolSize().isPresent()) {
            throw new IllegalArgumentException(
                    "poolSize: with Lettuce all threads share one connection, there is no pool");
        }
        Duration timeout = connecting.timeout();
        ClientResources resources = ClientResources.builder()
                .reconnectDelay(Delay.exponential(FIRST_RECONNECT, LAST_RECONNECT, 2, TimeUnit.MILLISECONDS))
                .nettyCustomizer(new SilentConnections(timeout))
                .build();
        RedisURI uri = uri(connecting.url(), connecting.limit());
        RedisClient client = RedisClient.create(resources);
        client.setOptions(atMostOnce(ClientOptions.builder(), connecting.limit()));
        Runnable end = () -> end(client, resources, timeout);
        try {
            StatefulRedisConnection<String, String> connection =
                    await(client.connectAsync(StringCodec.UTF8, uri), connecting.limit());
            return LettucePort.closing(connection, end);
        } catch (RuntimeException | Error e) {
            end.run();
            throw e;
        }
    }

    /** In-flight commands fail when the connection is lost, and no command waits for the next one. */
    private static ClientOptions atMostOnce(ClientOptions.Builder options, Duration limit) {
        return options.disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                .replayFilter(command -> true)
                .socketOptions(SocketOptions.builder().connectTimeout(limit).build())
                .maintNotificationsConfig(MaintNotificationsConfig.disabled())
                .build();
    }

    private static RedisURI uri(RedisUrl url, Duration limit) {
        RedisUrl.Host host = url.hosts().get(0);
        RedisURI.Builder uri = RedisURI.builder()
                .withHost(host.name())
                .withPort(host.port())
                .withDatabase(url.database())
                .withSsl(url.tls())
                .withTimeout(limit);
        String password = url.password();
        if (password != null) {
            String user = url.user();
            if (user == null) {
                uri.withPassword(password.toCharArray());
            } else {
                uri.withAuthentication(user, password.toCharArray());
            }
        }
        return uri.build();
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

    private static void end(AbstractRedisClient client, ClientResources resources, Duration timeout) {
        long most = timeout.toMillis();
        client.shutdown(0, most, TimeUnit.MILLISECONDS);
        resources.shutdown(0, most, TimeUnit.MILLISECONDS).awaitUninterruptibly(most);
    }
}
