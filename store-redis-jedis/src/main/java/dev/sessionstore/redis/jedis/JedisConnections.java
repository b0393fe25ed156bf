package dev.sessionstore.redis.jedis;

import dev.sessionstore.redis.RedisPort;
import dev.sessionstore.redis.RedisStoreBuilder.Connecting;
import dev.sessionstore.redis.RedisUrl;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import javax.net.ssl.SSLParameters;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionPool;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.RedisSentinelClient;
import redis.clients.jedis.ScanIteration;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.providers.ClusterConnectionProvider;
import redis.clients.jedis.providers.ConnectionProvider;
import redis.clients.jedis.providers.PooledConnectionProvider;
import redis.clients.jedis.providers.SentineledConnectionProvider;
import redis.clients.jedis.util.JedisClusterCRC16;
import redis.clients.jedis.util.Pool;

/**
 * Where connections come from, for every kind of client.
 *
 * @param ofKey borrows one to the master that owns a key
 * @param at borrows one to the node that a redirection names
 * @param scan begins to scan all masters, with a page size and a pattern
 * @param lost called when a connection was lost or a slot has moved
 * @param close closes what the store opened
 */
record JedisConnections(
        Function<String, Connection> ofKey,
        Function<HostAndPort, Connection> at,
        BiFunction<Integer, String, ScanIteration> scan,
        Runnable lost,
        Runnable close) {

    private static final int POOL_SIZE = 32;
    private static final Duration TOPOLOGY_REFRESH = Duration.ofSeconds(1);
    private static final String STRINGS = "string";

    static RedisPort open(Connecting connecting) {
        RedisUrl url = connecting.url();
        JedisClientConfig config = config(connecting);
        ConnectionPoolConfig pool = pool(connecting);
        HostAndPort first = hosts(url).iterator().next();
        JedisConnections connections = switch (url.topology()) {
            case SINGLE -> of(new PooledConnectionProvider(first, config, pool));
            case SENTINEL ->
                of(new SentineledConnectionProvider(
                        String.valueOf(url.masterName()), config, pool, hosts(url), sentinels(connecting)));
            case CLUSTER -> of(new ClusterConnectionProvider(hosts(url), config, pool, TOPOLOGY_REFRESH));
        };
        try (Connection reachable = connections.ofKey.apply("")) {
            reachable.ping();
        } catch (RuntimeException | Error e) {
            connections.close.run();
            throw e;
        }
        return new JedisPort(connections, connecting.timeout());
    }

    private static JedisConnections of(ConnectionProvider provider) {
        return new JedisConnections(
                key -> provider.getConnection(),
                JedisConnections::noCluster,
                (count, pattern) -> new ScanIteration(provider, count, pattern, STRINGS),
                () -> clear(provider.getConnectionMap()),
                () -> close(provider));
    }

    private static JedisConnections of(ClusterConnectionProvider provider) {
        return new JedisConnections(
                key -> provider.getConnectionFromSlot(JedisClusterCRC16.getSlot(key)),
                provider::getConnection,
                (count, pattern) -> new ScanIteration(provider, count, pattern, STRINGS),
                () -> {},
                () -> close(provider));
    }

    static JedisConnections of(RedisClient client) {
        return new JedisConnections(
                key -> client.getPool().getResource(),
                JedisConnections::noCluster,
                (count, pattern) -> client.scanIteration(count, pattern, STRINGS),
                () -> {},
                () -> {});
    }

    static JedisConnections of(RedisSentinelClient client) {
        return new JedisConnections(
                key -> client.getPrimaryNodesConnectionMap()
                        .values()
                        .iterator()
                        .next()
                        .getResource(),
                JedisConnections::noCluster,
                (count, pattern) -> client.scanIteration(count, pattern, STRINGS),
                () -> {},
                () -> {});
    }

    static JedisConnections of(RedisClusterClient client) {
        return new JedisConnections(
                key -> client.getConnectionFromSlot(JedisClusterCRC16.getSlot(key)),
                node -> known(client.getClusterNodes(), node),
                (count, pattern) -> client.scanIteration(count, pattern, STRINGS),
                client::refreshClusterTopology,
                () -> {});
    }

    private static Connection noCluster(HostAndPort node) {
        throw new JedisConnectionException("The server belongs to a cluster and sends to " + node);
    }

    private static Connection known(Map<String, ConnectionPool> nodes, HostAndPort node) {
        ConnectionPool pool = nodes.get(node.toString());
        if (pool == null) {
            throw new JedisConnectionException("The cluster sends to " + node + ", which the client does not know yet");
        }
        return pool.getResource();
    }

    /** Idle connections to a server that went away fail one by one otherwise, each a call. */
    private static void clear(Map<?, ?> pools) {
        pools.values().forEach(pool -> ((Pool<?>) pool).clear());
    }

    private static void close(ConnectionProvider provider) {
        try {
            provider.close();
        } catch (Exception e) {
            throw new JedisConnectionException("Closing the connections failed", e);
        }
    }

    private static Set<HostAndPort> hosts(RedisUrl url) {
        Set<HostAndPort> hosts = new LinkedHashSet<>();
        url.hosts().forEach(host -> hosts.add(new HostAndPort(host.name(), host.port())));
        return hosts;
    }

    /** Waiting for the pool and connecting take half of the time each, so that a call that has to do both ends in time. */
    private static ConnectionPoolConfig pool(Connecting connecting) {
        ConnectionPoolConfig pool = new ConnectionPoolConfig();
        int size = connecting.poolSize().orElse(POOL_SIZE);
        pool.setMaxTotal(size);
        pool.setMaxIdle(size);
        pool.setMaxWait(connecting.timeout().dividedBy(2));
        pool.setJmxEnabled(false);
        return pool;
    }

    private static DefaultJedisClientConfig.Builder timeouts(Connecting connecting) {
        int timeout = (int) connecting.timeout().toMillis();
        DefaultJedisClientConfig.Builder config = DefaultJedisClientConfig.builder()
                .connectionTimeoutMillis(Math.max(1, timeout / 2))
                .socketTimeoutMillis(timeout)
                .clientSetInfoConfig(ClientSetInfoConfig.DISABLED);
        if (connecting.url().tls()) {
            SSLParameters verifyingTheName = new SSLParameters();
            verifyingTheName.setEndpointIdentificationAlgorithm("HTTPS");
            config.ssl(true).sslParameters(verifyingTheName);
        }
        return config;
    }

    private static JedisClientConfig config(Connecting connecting) {
        RedisUrl url = connecting.url();
        DefaultJedisClientConfig.Builder config = timeouts(connecting).database(url.database());
        if (url.password() != null) {
            config.user(url.user()).password(url.password());
        }
        return config.build();
    }

    private static JedisClientConfig sentinels(Connecting connecting) {
        return timeouts(connecting).build();
    }
}
