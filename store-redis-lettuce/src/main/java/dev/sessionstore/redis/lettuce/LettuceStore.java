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
 * <p>All threads share one connection (per node of a cluster), so there is no pool and {@code poolSize} is refused. After a
 * loss the connection is made again by itself, at the latest a second after the server is back; until then calls fail at once.
 *
 * <p>Lettuce as it comes sends commands again after a reconnect, and a session written twice may undo what another node wrote
 * in between. A client that the application holds must therefore be set to
 *
 * <pre>{@code
 * ClientOptions.builder().disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
 * }</pre>
 *
 * and must not read from replicas; a builder refuses one that does otherwise. It should also have a connect timeout
 * ({@code SocketOptions}) no longer than the store's, and a reconnect delay ({@code ClientResources}) of a second at most.
 *
 * <p>A connection that has gone silent, or leads to a server that has become a replica, is replaced when the store has opened
 * it: with a store from a URL, and with one over a {@code RedisClient}, there after a call that got no answer in time or was
 * answered {@code READONLY}. A connection that the application holds is left as it is. Let {@code SocketOptions} find its end
 * ({@code keepAlive} with short times, {@code tcpUserTimeout}), and close it when {@code READONLY} is told by
 * {@link dev.sessionstore.StoreEvent.Disconnected}.
 */
public final class LettuceStore {

    private LettuceStore() {}

    /**
     * Opens a store with its own client, which ends with the store.
     *
     * @param url one of the forms of {@link dev.sessionstore.redis.RedisUrl}
     * @throws dev.sessionstore.StoreUnavailableException when Redis could not be reached
     * @throws dev.sessionstore.StoreException when Redis refused
     * @throws IllegalArgumentException when the URL is none
     */
    public static RedisStore open(String url) {
        return builder(url).build();
    }

    /**
     * Stores that open their own client.
     *
     * @param url one of the forms of {@link dev.sessionstore.redis.RedisUrl}
     * @throws IllegalArgumentException when the URL is none
     */
    public static RedisStoreBuilder builder(String url) {
        return RedisStoreBuilder.opening(url, LettuceClient::open, LettuceCommands::replyIn);
    }

    /**
     * Stores that open a connection of their own on a client that stays the caller's.
     *
     * @param client knows the server's address, and replays nothing
     */
    public static RedisStoreBuilder builder(RedisClient client) {
        return RedisStoreBuilder.over(
                timeout -> {
                    Replays.refuse(client.getOptions());
                    return new LettuceCommands(new OwnConnection(client, timeout));
                },
                LettuceCommands::replyIn);
    }

    /**
     * Stores over a connection that stays the caller's and may be used for other things too, except for transactions.
     *
     * @param connection to the master, with UTF-8 for keys and values, replaying nothing
     */
    public static RedisStoreBuilder builder(StatefulRedisConnection<String, String> connection) {
        return RedisStoreBuilder.over(
                timeout -> {
                    Replays.refuse(connection.getOptions());
                    ReplicaReads.refuse(connection);
                    return new LettuceCommands(Link.of(connection, () -> {}, () -> {}));
                },
                LettuceCommands::replyIn);
    }

    /**
     * Stores over a connection that stays the caller's and may be used for other things too.
     *
     * @param connection to a cluster, with UTF-8 for keys and values, reading from masters, replaying nothing
     */
    public static RedisStoreBuilder builder(StatefulRedisClusterConnection<String, String> connection) {
        return RedisStoreBuilder.over(
                timeout -> {
                    Replays.refuse(connection.getOptions());
                    ReplicaReads.refuse(connection.getReadFrom());
                    return new LettuceCommands(Link.of(connection, () -> {}, () -> {}));
                },
                LettuceCommands::replyIn);
    }
}
