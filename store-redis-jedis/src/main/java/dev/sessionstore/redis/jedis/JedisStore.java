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
 * <p><b>Connections.</b> Each call borrows a connection from a pool, of 32 per server unless {@code poolSize} says otherwise,
 * and works on the calling thread. A thread of the store disconnects a connection whose call takes too long or is interrupted.
 * Another thread opens new connections when they are needed, so the first call after an outage succeeds. A connection that was
 * idle for a second, or not used since another was lost, is checked with {@code HELLO} before its next use, and one in steady
 * use every five seconds. A dead one, or one to a replica, is replaced before the command is sent.
 *
 * <p><b>A client that the application holds.</b> Set connect and socket timeouts, and {@code maxWait} of the pool, to at most
 * half of the store's timeout; for a cluster also {@code topologyRefreshPeriod} to about a second. Jedis' cluster client sends a
 * command again after a lost connection. The store uses the client's connections without that, whatever {@code maxAttempts} is,
 * and follows only redirections.
 */
public final class JedisStore {

    private JedisStore() {}

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
        return RedisStoreBuilder.opening(url, JedisConnections::open, JedisCommands::replyIn);
    }

    /**
     * A builder of stores over a client that the application holds. {@code close()} leaves it open.
     *
     * @param client of one server, sentinels or a cluster: {@code RedisClient}, {@code RedisSentinelClient},
     *     {@code RedisClusterClient}; in Jedis 7 also {@code JedisPooled}, {@code JedisSentineled}, {@code JedisCluster}
     * @throws IllegalArgumentException when the client is of another kind
     */
    public static RedisStoreBuilder builder(UnifiedJedis client) {
        return builder(HeldClient.connectionsOf(client));
    }

    /**
     * A builder of stores over the connections of a client that the application holds. {@code close()} leaves them open.
     *
     * @param connections to one server, to the master behind sentinels, or to a cluster
     * @throws IllegalArgumentException when the provider is of another kind
     */
    public static RedisStoreBuilder builder(ConnectionProvider connections) {
        JedisConnections held = JedisConnections.of(connections);
        return RedisStoreBuilder.over(timeout -> new JedisCommands(held, timeout), JedisCommands::replyIn);
    }
}
