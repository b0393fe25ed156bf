package dev.sessionstore.redis.jedis;

import dev.sessionstore.redis.RedisStore;
import dev.sessionstore.redis.RedisStoreBuilder;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.providers.ConnectionProvider;

/**
 * Opens a {@link RedisStore} over Jedis:
 *
 * <pre>{@code
 * try (RedisStore store = JedisStore.open("redis://localhost:6379")) { … }
 * }</pre>
 *
 * <p>Each call borrows a connection from a pool (of 32 per server, unless {@code poolSize} says otherwise) and works on the
 * calling thread. A call that takes too long, or whose thread is interrupted, loses its connection, which a thread of the
 * store cuts. Connections are made when they are needed, on another thread, so the store heals with the first call after the
 * server is back. One that was idle for a second, or not used since another was lost, is tried with {@code HELLO} before its
 * next use, one in steady use every five seconds; if it is dead or leads to a replica, the call gets another one.
 *
 * <p>Jedis' cluster client sends a command again after it has lost a connection. The store does not go through that: it takes
 * the connections of a client that the application holds and follows nothing but redirections, whatever {@code maxAttempts}
 * says. Such a client should have connect and socket timeouts no longer than half of the store's, and its pool a
 * {@code maxWait} of that; for a cluster, also a {@code topologyRefreshPeriod} of about a second.
 */
public final class JedisStore {

    private JedisStore() {}

    /**
     * Opens a store with its own connections, which end with the store.
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
     * Stores that open their own connections.
     *
     * @param url one of the forms of {@link dev.sessionstore.redis.RedisUrl}
     * @throws IllegalArgumentException when the URL is none
     */
    public static RedisStoreBuilder builder(String url) {
        return RedisStoreBuilder.opening(url, JedisConnections::open, JedisCommands::replyIn);
    }

    /**
     * Stores over a client that stays the caller's.
     *
     * @param client of one server, of the master that sentinels name, or of a cluster: {@code RedisClient},
     *     {@code RedisSentinelClient}, {@code RedisClusterClient}; in Jedis 7 also {@code JedisPooled},
     *     {@code JedisSentineled}, {@code JedisCluster}
     * @throws IllegalArgumentException when the client is another
     */
    public static RedisStoreBuilder builder(UnifiedJedis client) {
        return builder(HeldClient.connectionsOf(client));
    }

    /**
     * Stores over connections that stay the caller's, usually those of a client.
     *
     * @param connections to one server, to the master that sentinels name, or to a cluster
     * @throws IllegalArgumentException when they are to something else
     */
    public static RedisStoreBuilder builder(ConnectionProvider connections) {
        JedisConnections held = JedisConnections.of(connections);
        return RedisStoreBuilder.over(timeout -> new JedisCommands(held, timeout), JedisCommands::replyIn);
    }
}
