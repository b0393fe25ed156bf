package dev.sessionstore.redis.jedis;

import dev.sessionstore.redis.RedisCommands;
import dev.sessionstore.redis.RedisStoreBuilder.Connecting;
import dev.sessionstore.redis.RedisUrl;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.exceptions.JedisAccessControlException;
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
 * @param ofKey those to the master that owns a key
 * @param at those to the node that a redirection names
 * @param masters those to each master
 * @param lost called when a connection was lost, leads to a replica, or a slot has moved
 * @param close closes what the store opened
 */
record JedisConnections(
        Function<String, Source> ofKey,
        Function<HostAndPort, Source> at,
        Supplier<List<Source>> masters,
        Runnable lost,
        Runnable close) {

    private static final String MASTER = "master";
    private static final String NOT_PERMITTED = "NOPERM";
    private static final int POOL_SIZE = 32;
    private static final Duration TOPOLOGY_REFRESH = Duration.ofSeconds(1);
    private static final boolean SENTINELS_SHOW_THEIR_POOL = sentinelsShowTheirPool();

    static RedisCommands open(Connecting connecting) {
        RedisUrl url = connecting.url();
        JedisClientConfig config = config(connecting);
        ConnectionPoolConfig pool = pool(connecting);
        HostAndPort first = hosts(url).iterator().next();
        JedisConnections connections = switch (url.topology()) {
            case SINGLE -> {
                PooledConnectionProvider provider = new PooledConnectionProvider(first, config, pool);
                yield opened(provider, provider::close);
            }
            case SENTINEL -> {
                SentineledConnectionProvider provider = new SentineledConnectionProvider(
                        String.valueOf(url.masterName()), config, pool, hosts(url), sentinels(connecting));
                yield opened(provider, provider::close);
            }
            case CLUSTER -> opened(new ClusterConnectionProvider(hosts(url), config, pool, TOPOLOGY_REFRESH));
        };
        try {
            requireAnswer(connections);
        } catch (RuntimeException | Error e) {
            connections.close.run();
            throw e;
        }
        return new JedisCommands(connections, connecting.timeout());
    }

    /** Jedis 7.0 sends nothing while it connects, so a server that is silent would not be noticed. */
    private static void requireAnswer(JedisConnections connections) {
        try (Connection connection = connections.ofKey.apply("").borrow().get()) {
            connection.ping();
        } catch (JedisAccessControlException mayNotPing) {
            if (!String.valueOf(mayNotPing.getMessage()).startsWith(NOT_PERMITTED)) {
                throw mayNotPing;
            }
        }
    }

    /**
     * The connections of a client that the application holds.
     *
     * @throws IllegalArgumentException when the provider is none of a server, a cluster or a master that sentinels name
     */
    static JedisConnections of(ConnectionProvider held) {
        if (held instanceof PooledConnectionProvider provider) {
            return opened(provider, () -> {});
        }
        if (held instanceof SentineledConnectionProvider provider) {
            return opened(provider, () -> {});
        }
        if (held instanceof ClusterConnectionProvider provider) {
            return ofCluster(provider, provider::renewSlotCache, () -> {});
        }
        throw new IllegalArgumentException(
                "The client's connections are to neither a server nor a cluster nor a master that" + " sentinels name: "
                        + held.getClass().getName());
    }

    /** Idle connections to a server that went away would fail one by one, each a call, so they go when the first does. */
    private static JedisConnections opened(PooledConnectionProvider provider, Runnable close) {
        Source master = Source.of(MASTER, provider.getPool());
        return ofMaster(master, provider.getPool()::clear, close);
    }

    private static JedisConnections opened(SentineledConnectionProvider provider, Runnable close) {
        Source master = new Source(
                MASTER,
                provider::getConnection,
                () -> pools(provider).mapToInt(Pool::getNumIdle).sum());
        return ofMaster(master, () -> pools(provider).forEach(Pool::clear), close);
    }

    private static Stream<Pool<?>> pools(SentineledConnectionProvider provider) {
        return SENTINELS_SHOW_THEIR_POOL
                ? provider.getPrimaryNodesConnectionMap().values().stream().map(pool -> (Pool<?>) pool)
                : Stream.empty();
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

    private static JedisConnections ofMaster(Source master, Runnable lost, Runnable close) {
        return new JedisConnections(key -> master, JedisConnections::noCluster, () -> List.of(master), lost, close);
    }

    private static JedisConnections opened(ClusterConnectionProvider provider) {
        return ofCluster(provider, () -> {}, provider::close);
    }

    private static JedisConnections ofCluster(ClusterConnectionProvider provider, Runnable lost, Runnable close) {
        return new JedisConnections(
                key -> ofSlot(provider, JedisClusterCRC16.getSlot(key)),
                node -> new Source(node.toString(), () -> provider.getConnection(node), () -> idle(provider, node)),
                () -> provider.getPrimaryNodes().entrySet().stream()
                        .map(node -> Source.of(node.getKey(), node.getValue()))
                        .toList(),
                lost,
                close);
    }

    private static Source ofSlot(ClusterConnectionProvider provider, int slot) {
        HostAndPort owner = provider.getNode(slot);
        return new Source(
                String.valueOf(owner), () -> provider.getConnectionFromSlot(slot), () -> idle(provider, owner));
    }

    private static int idle(ClusterConnectionProvider provider, @Nullable HostAndPort node) {
        Pool<Connection> pool = provider.getNodes().get(String.valueOf(node));
        return pool == null ? 0 : pool.getNumIdle();
    }

    private static Source noCluster(HostAndPort node) {
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
