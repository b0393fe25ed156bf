package dev.sessionstore.redis.lettuce;

import dev.sessionstore.redis.RedisStore;
import dev.sessionstore.redis.RedisStoreBuilder;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;

/**
 * Opens a {@link RedisStore} over Lettuce:
 *
 * <pre>{@code
 * try (RedisStore store = LettuceStore.open("redis://localhost:6379")) { … }
 * }</pre>
 *
 * <p><b>Connections.</b> All threads share one connection per server, so {@code poolSize} is refused. After a loss calls fail at
 * once until Lettuce has reconnected, a second after the server's return at the latest.
 *
 * <p><b>A client that the application holds.</b> Lettuce sends commands again after a reconnect by default. A session written
 * twice may undo what another node wrote in between, so the builder refuses a client without
 *
 * <pre>{@code
 * ClientOptions.builder().disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
 * }</pre>
 *
 * and a connection that reads from replicas. Set the connect timeout ({@code SocketOptions}) to at most the store's timeout, and
 * the reconnect delay ({@code ClientResources}) to at most a second.
 *
 * <p>A connection that the store opened is replaced when it goes silent or leads to a replica: with a store from a URL, and over
 * a {@code RedisClient}, there after a call without an answer in time or with {@code READONLY}. A connection that the application
 * holds is not. Set {@code keepAlive} with short times, or {@code tcpUserTimeout}, in its {@code SocketOptions}, and close it when
 * the cause of {@link dev.sessionstore.StoreEvent.Disconnected} contains {@code READONLY}.
 */
public final class LettuceStore {

    private LettuceStore() {}

    /**
     * Opens a store with default options and a client of its own.
     *
     * @param url one of the forms of {@link dev.sessionstore.redis.RedisUrl}
     * @return a connected store; {@code close()} closes its client too
     * @throws dev.sessionstore.StoreUnavailableException when Redis was not reached in time
     * @throws dev.sessionstore.StoreException when Redis refused, for example the password
     * @throws IllegalArgumentException when the URL has none of these forms
     */
    public static RedisStore open(String url) {
        return builder(url).build();
    }

    /**
     * A builder of stores that open a client of their own. They connect in {@code build()}.
     *
     * @param url one of the forms of {@link dev.sessionstore.redis.RedisUrl}
     * @throws IllegalArgumentException when the URL has none of these forms
     */
    public static RedisStoreBuilder builder(String url) {
        return RedisStoreBuilder.opening(url, LettuceClient::open, LettuceCommands::replyIn);
    }

    /**
     * A builder of stores over a client that the application holds. A store opens one connection on it and closes only that.
     *
     * @param client with the address of the server, and the options above
     */
    public static RedisStoreBuilder builder(RedisClient client) {
        return RedisStoreBuilder.over(
                timeout -> {
                    ClientRequirements.requireAtMostOnce(client.getOptions());
                    return new LettuceCommands(
                            new ReplaceableConnection(client, timeout), LettuceChangeLink.opener(client, timeout));
                },
                LettuceCommands::replyIn);
    }

    /**
     * A builder of stores over a connection that the application holds. {@code close()} leaves it open. It may have other uses
     * too, except transactions.
     *
     * @param connection to the master, with UTF-8 for keys and values, of a client with the options above
     */
    public static RedisStoreBuilder builder(StatefulRedisConnection<String, String> connection) {
        return RedisStoreBuilder.over(
                timeout -> {
                    ClientRequirements.requireAtMostOnce(connection.getOptions());
                    ClientRequirements.requireReadsFromMaster(connection);
                    return new LettuceCommands(LettuceConnection.of(connection, () -> {}, () -> {}), null);
                },
                LettuceCommands::replyIn);
    }

    /**
     * A builder of stores over a cluster connection that the application holds. {@code close()} leaves it open. It may have
     * other uses too.
     *
     * @param connection to a cluster, with UTF-8 for keys and values, reading from masters, of a client with the options above
     */
    public static RedisStoreBuilder builder(StatefulRedisClusterConnection<String, String> connection) {
        return RedisStoreBuilder.over(
                timeout -> {
                    ClientRequirements.requireAtMostOnce(connection.getOptions());
                    ClientRequirements.requireMaster(connection.getReadFrom());
                    return new LettuceCommands(LettuceConnection.of(connection, () -> {}, () -> {}), null);
                },
                LettuceCommands::replyIn);
    }
}
