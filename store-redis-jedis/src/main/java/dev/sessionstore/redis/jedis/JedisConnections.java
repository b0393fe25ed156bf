package dev.sessionstore.redis.jedis;

import dev.sessionstore.redis.RedisPort;
import dev.sessionstore.redis.RedisStoreBuilder.Connecting;
import dev.sessionstore.redis.RedisUrl;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.net.ssl.SSLParameters;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
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
 * @param masters borrow one to each master
 * @param lost called when a connection was lost or a slot has moved
 * @param close closes what the store opened
 */
record JedisConnections(
        Function<String, Connection> ofKey,
        Function<HostAndPort, Connection> at,
        Supplier<List<Supplier<Connection>>> masters,
        Runnable lost,
        Runnable close) {

    private static final int POOL_SIZE = 32;
    private static final Duration TOPOLOGY_REFRESH = Duration.ofSeconds(1);
    private static final boolean SENTINELS_SHOW_THEIR_POOL = sentinelsShowTheirPool();

    static RedisPort open(Connecting connecting) {
        RedisUrl url = connecting.url();
        JedisClientConfig config = config(connecting);
        ConnectionPoolConfig pool = pool(connecting);
        HostAndPort first = hosts(url).iterator().next();
        JedisConnections connections = switch (url.topology()) {
            case SINGLE -> opened(new PooledConnectionProvider(first, config, pool));
            case SENTINEL ->
                opened(new SentineledConnectionProvider(
                        String.valueOf(url.masterName()), config, pool, hosts(url), sentinels(connecting)));
            case CLUSTER -> opened(new ClusterConnectionProvider(hosts(url), config, pool, TOPOLOGY_REFRESH));
        };
        try {
            connections.ofKey.apply("").close();
        } catch (RuntimeException | Error e) {
            connections.close.run();
            throw e;
        }
        return new JedisPort(connections, connecting.timeout());
    }

    /**
     * The connections of a client that the application holds.
     *
     * @throws IllegalArgumentException when the provider is none of a server, a cluster or a master that sentinels name
     */
    static JedisConnections of(ConnectionProvider held) {
        if (held instanceof PooledConnectionProvider provider) {
            return ofMaster(provider::getConnection, () -> {}, () -> {});
        }
        if (held instanceof SentineledConnectionProvider provider) {
            return ofMaster(provider::getConnection, () -> {}, () -> {});
        }
        if (held instanceof ClusterConnectionProvider provider) {
            return ofCluster(provider, provider::renewSlotCache, () -> {});
        }
        throw new IllegalArgumentException(
                "The client's connections are to neither a server nor a cluster nor a master that" + " sentinels name: "
                        + held.getClass().getName());
    }

    /** Idle connections to a server that went away would fail one by one, each a call, so they go when the first does. */
    private static JedisConnections opened(PooledConnectionProvider provider) {
        return ofMaster(provider::getConnection, provider.getPool()::clear, provider::close);
    }

    private static JedisConnections opened(SentineledConnectionProvider provider) {
        return ofMaster(provider::getConnection, () -> clear(provider), provider::close);
    }

    private static void clear(SentineledConnectionProvider provider) {
        if (SENTINELS_SHOW_THEIR_POOL) {
            provider.getPrimaryNodesConnectionMap().values().forEach(pool -> ((Pool<?>) pool).clear());
        }
    }

    /** Jedis 7.0 answers with a borrowed connection instead, by a method that it inherits. */
    private static boolean sentinelsShowTheirPool() {
        try {
            return SentineledConnectionProvider.class
                            .getMethod("getPrimaryNodesConnectionMap")
                            .getDeclaringClass()
                    == SentineledConnectionProvider.class;
        } catch (NoSuchMethodException e) {
            return false;
        }
    }

    private static JedisConnections ofMaster(Supplier<Connection> master, Runnable lost, Runnable close) {
        return new JedisConnections(
                key -> master.get(), JedisConnections::noCluster, () -> List.of(master), lost, close);
    }

    private static JedisConnections opened(ClusterConnectionProvider provider) {
        return ofCluster(provider, () -> {}, provider::close);
    }

    private static JedisConnections ofCluster(ClusterConnectionProvider provider, Runnable lost, Runnable close) {
        return new JedisConnections(
                key -> provider.getConnectionFromSlot(JedisClusterCRC16.getSlot(key)),
                provider::getConnection,
                () -> provider.getPrimaryNodes().values().stream()
                        .<Supplier<Connection>>map(pool -> pool::getResource)
                        .toList(),
                lost,
                close);
    }

    private static Connection noCluster(HostAndPort node) {
        throw new JedisConnectionException("The server belongs to a cluster and sends to " + node);
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
