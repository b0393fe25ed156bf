package dev.sessionstore.redis.jedis;

import dev.sessionstore.redis.ChangeLink;
import dev.sessionstore.redis.RedisCommands;
import dev.sessionstore.redis.RedisStoreBuilder.ClientSettings;
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
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.providers.ClusterConnectionProvider;
import redis.clients.jedis.providers.ConnectionProvider;
import redis.clients.jedis.providers.PooledConnectionProvider;
import redis.clients.jedis.providers.SentineledConnectionProvider;
import redis.clients.jedis.util.JedisClusterCRC16;
import redis.clients.jedis.util.Pool;

/**
 * The connections of one server, of the master behind sentinels, or of a cluster.
 *
 * @param ofKey gives the connections to the master that owns a key
 * @param at gives the connections to the node that a redirection names
 * @param masters gives the connections to each master
 * @param lost runs when a connection was lost, leads to a replica, or a slot has moved
 * @param close closes the connections that the store opened
 * @param links opens links that report changes; null over a client that the application holds, whose options are not known
 */
record JedisConnections(
        Function<String, ConnectionSource> ofKey,
        Function<HostAndPort, ConnectionSource> at,
        Supplier<List<ConnectionSource>> masters,
        Runnable lost,
        Runnable close,
        ChangeLink.@Nullable Opener links) {

    private static final String MASTER = "master";
    private static final String NOT_PERMITTED = "NOPERM";
    private static final int POOL_SIZE = 32;
    private static final Duration TOPOLOGY_REFRESH = Duration.ofSeconds(1);
    private static final boolean SENTINELS_SHOW_THEIR_POOL = sentinelsShowTheirPool();

    static RedisCommands open(ClientSettings settings) {
        RedisUrl url = settings.url();
        JedisClientConfig config = config(settings);
        ConnectionPoolConfig pool = pool(settings);
        HostAndPort first = hosts(url).iterator().next();
        JedisConnections connections = switch (url.topology()) {
            case SINGLE -> {
                PooledConnectionProvider provider = new PooledConnectionProvider(first, config, pool);
                yield opened(provider, provider::close).reporting(links(() -> first, settings));
            }
            case SENTINEL -> {
                SentineledConnectionProvider provider = new SentineledConnectionProvider(
                        String.valueOf(url.masterName()), config, pool, hosts(url), sentinels(settings));
                yield opened(provider, provider::close).reporting(links(provider::getCurrentMaster, settings));
            }
            case CLUSTER -> {
                ClusterConnectionProvider provider =
                        new ClusterConnectionProvider(hosts(url), config, pool, TOPOLOGY_REFRESH);
                yield opened(provider)
                        .reporting(JedisClusterChangeLink.opener(provider, withPushes(settings), settings.timeout()));
            }
        };
        try {
            requireAnswer(connections);
        } catch (RuntimeException | Error e) {
            connections.close.run();
            throw e;
        }
        return new JedisCommands(connections, settings.timeout());
    }

    /** Jedis 7.0 sends nothing while it connects, so it would not notice a silent server. */
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
     * @throws IllegalArgumentException when the provider is none of one server, a cluster or sentinels
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
                "The client's connection provider is none of one server, a cluster or sentinels: "
                        + held.getClass().getName());
    }

    /** Idle connections to a lost server would each fail one call, so all are closed when the first fails. */
    private static JedisConnections opened(PooledConnectionProvider provider, Runnable close) {
        ConnectionSource master = ConnectionSource.of(MASTER, provider.getPool());
        return ofMaster(master, provider.getPool()::clear, close);
    }

    private static JedisConnections opened(SentineledConnectionProvider provider, Runnable close) {
        ConnectionSource master = new ConnectionSource(
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

    /** In Jedis 7.0 the method is inherited, and returns a borrowed connection instead. */
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

    private static JedisConnections ofMaster(ConnectionSource master, Runnable lost, Runnable close) {
        return new JedisConnections(
                key -> master, JedisConnections::noCluster, () -> List.of(master), lost, close, null);
    }

    private JedisConnections reporting(ChangeLink.Opener opener) {
        return new JedisConnections(ofKey, at, masters, lost, close, opener);
    }

    private static ChangeLink.Opener links(Supplier<HostAndPort> master, ClientSettings settings) {
        JedisClientConfig config = withPushes(settings);
        return listener -> {
            JedisChangeLink link = JedisChangeLink.begin(master.get(), config, listener);
            try {
                link.awaitOpen(System.nanoTime() + settings.timeout().toNanos());
            } catch (RuntimeException | Error e) {
                link.close();
                throw e;
            }
            return link;
        };
    }

    private static JedisConnections opened(ClusterConnectionProvider provider) {
        return ofCluster(provider, () -> {}, provider::close);
    }

    private static JedisConnections ofCluster(ClusterConnectionProvider provider, Runnable lost, Runnable close) {
        return new JedisConnections(
                key -> ofSlot(provider, JedisClusterCRC16.getSlot(key)),
                node -> new ConnectionSource(
                        node.toString(), () -> provider.getConnection(node), () -> idle(provider, node)),
                () -> provider.getPrimaryNodes().entrySet().stream()
                        .map(node -> ConnectionSource.of(node.getKey(), node.getValue()))
                        .toList(),
                lost,
                close,
                null);
    }

    private static ConnectionSource ofSlot(ClusterConnectionProvider provider, int slot) {
        HostAndPort owner = provider.getNode(slot);
        return new ConnectionSource(
                String.valueOf(owner), () -> provider.getConnectionFromSlot(slot), () -> idle(provider, owner));
    }

    private static int idle(ClusterConnectionProvider provider, @Nullable HostAndPort node) {
        Pool<Connection> pool = provider.getNodes().get(String.valueOf(node));
        return pool == null ? 0 : pool.getNumIdle();
    }

    private static ConnectionSource noCluster(HostAndPort node) {
        throw new JedisConnectionException("The server belongs to a cluster and redirects to " + node);
    }

    private static Set<HostAndPort> hosts(RedisUrl url) {
        Set<HostAndPort> hosts = new LinkedHashSet<>();
        url.hosts().forEach(host -> hosts.add(new HostAndPort(host.name(), host.port())));
        return hosts;
    }

    /** Waiting for the pool and connecting may take half of the timeout each, so that a call that does both ends in time. */
    private static ConnectionPoolConfig pool(ClientSettings settings) {
        ConnectionPoolConfig pool = new ConnectionPoolConfig();
        int size = settings.poolSize().orElse(POOL_SIZE);
        pool.setMaxTotal(size);
        pool.setMaxIdle(size);
        pool.setMaxWait(settings.timeout().dividedBy(2));
        pool.setJmxEnabled(false);
        return pool;
    }

    private static DefaultJedisClientConfig.Builder timeouts(ClientSettings settings) {
        int timeout = (int) settings.timeout().toMillis();
        DefaultJedisClientConfig.Builder config = DefaultJedisClientConfig.builder()
                .connectionTimeoutMillis(Math.max(1, timeout / 2))
                .socketTimeoutMillis(timeout)
                .clientSetInfoConfig(ClientSetInfoConfig.DISABLED);
        if (settings.url().tls()) {
            SSLParameters verifyingTheName = new SSLParameters();
            verifyingTheName.setEndpointIdentificationAlgorithm("HTTPS");
            config.ssl(true).sslParameters(verifyingTheName);
        }
        return config;
    }

    private static JedisClientConfig withPushes(ClientSettings settings) {
        return login(settings).protocol(RedisProtocol.RESP3).build();
    }

    private static JedisClientConfig config(ClientSettings settings) {
        return login(settings).build();
    }

    private static DefaultJedisClientConfig.Builder login(ClientSettings settings) {
        RedisUrl url = settings.url();
        DefaultJedisClientConfig.Builder config = timeouts(settings).database(url.database());
        if (url.password() != null) {
            config.user(url.user()).password(url.password());
        }
        return config;
    }

    private static JedisClientConfig sentinels(ClientSettings settings) {
        return timeouts(settings).build();
    }
}
