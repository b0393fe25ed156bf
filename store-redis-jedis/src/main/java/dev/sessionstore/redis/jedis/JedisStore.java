package dev.sessionstore.redis.jedis;

import dev.sessionstore.redis.RedisStore;
import dev.sessionstore.redis.RedisStoreBuilder;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.RedisSentinelClient;

/**
 * Opens a {@link RedisStore} over Jedis:
 *
 * <pre>{@code
 * try (RedisStore store = JedisStore.open("redis://localhost:6379")) { … }
 * }</pre>
 *
 * <p>Each call borrows a connection from a pool (of 32 per server, unless {@code poolSize} says otherwise) and works on the
 * calling thread. A call that takes too long, or whose thread is interrupted, loses its connection, which a thread of the
 * store cuts. Connections are made when they are needed, so the store heals with the first call after the server is back.
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
        return RedisStoreBuilder.opening(url, JedisConnections::open, JedisPort::replyIn);
    }

    /**
     * Stores over a client that stays the caller's.
     *
     * @param client of one server
     */
    public static RedisStoreBuilder builder(RedisClient client) {
        return over(JedisConnections.of(client));
    }

    /**
     * Stores over a client that stays the caller's.
     *
     * @param client of the master that sentinels name
     */
    public static RedisStoreBuilder builder(RedisSentinelClient client) {
        return over(JedisConnections.of(client));
    }

    /**
     * Stores over a client that stays the caller's.
     *
     * @param client of a cluster
     */
    public static RedisStoreBuilder builder(RedisClusterClient client) {
        return over(JedisConnections.of(client));
    }

    private static RedisStoreBuilder over(JedisConnections connections) {
        return RedisStoreBuilder.over(timeout -> new JedisPort(connections, timeout), JedisPort::replyIn);
    }
}
