package dev.sessionstore.redis.jedis;

import dev.sessionstore.redis.RedisPort;
import dev.sessionstore.redis.RedisStoreBuilder.Connecting;
import dev.sessionstore.redis.RedisUrl;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.net.ssl.SSLParameters;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.RedisSentinelClient;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.providers.ClusterConnectionProvider;
import redis.clients.jedis.providers.PooledConnectionProvider;
import redis.clients.jedis.providers.SentineledConnectionProvider;
import redis.clients.jedis.util.JedisClusterCRC16;
import redis.clients.jedis.util.Pool;
import redis.clients.jedis.util.SafeEncoder;

/**
 * Where connections come from, for every kind of client.
 *
 * @param ofKey borrows one to the master that owns a key
 * @param at borrows one to the node that a redirection names
 * @param masters the pools of all masters
 * @param lost called when a connection was lost or a slot has moved
 * @param close closes what the store opened
 */
record JedisConnections(
        Function<String, Connection> ofKey,
        Function<HostAndPort, Connection> at,
        Supplier<List<Pool<Connection>>> masters,
        Runnable lost,
        Runnable close) {

    private static final int POOL_SIZE = 32;
    private static final Duration TOPOLOGY_REFRESH = Duration.ofSeconds(1);
    private static final int FIRST_NODE_OF_RANGE = 2;

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
        try {
            connections.ofKey.apply("").close();
        } catch (RuntimeException | Error e) {
            connections.close.run();
            throw e;
        }
        return new JedisPort(connections, connecting.timeout());
    }

    /** Idle connections to a server that went away would fail one by one, each a call, so they go when the first does. */
    private static JedisConnections of(PooledConnectionProvider provider) {
        Pool<Connection> pool = provider.getPool();
        return ofMaster(() -> pool, pool::clear, provider::close);
    }

    private static JedisConnections of(SentineledConnectionProvider provider) {
        Supplier<Pool<Connection>> pool = () -> only(provider.getPrimaryNodesConnectionMap());
        return ofMaster(pool, () -> pool.get().clear(), provider::close);
    }

    static JedisConnections of(RedisClient client) {
        return ofMaster(client::getPool, () -> {}, () -> {});
    }

    static JedisConnections of(RedisSentinelClient client) {
        return ofMaster(() -> only(client.getPrimaryNodesConnectionMap()), () -> {}, () -> {});
    }

    private static JedisConnections ofMaster(Supplier<Pool<Connection>> pool, Runnable lost, Runnable close) {
        return new JedisConnections(
                key -> pool.get().getResource(), JedisConnections::noCluster, () -> List.of(pool.get()), lost, close);
    }

    private static JedisConnections of(ClusterConnectionProvider provider) {
        return new JedisConnections(
                key -> provider.getConnectionFromSlot(JedisClusterCRC16.getSlot(key)),
                provider::getConnection,
                () -> List.copyOf(provider.getPrimaryNodes().values()),
                () -> {},
                provider::close);
    }

    static JedisConnections of(RedisClusterClient client) {
        return new JedisConnections(
                key -> client.getConnectionFromSlot(JedisClusterCRC16.getSlot(key)),
                node -> known(client, node).getResource(),
                () -> masters(client),
                client::refreshClusterTopology,
                () -> {});
    }

    private static Pool<Connection> only(Map<?, Pool<Connection>> pools) {
        return pools.values().iterator().next();
    }

    private static Pool<Connection> known(RedisClusterClient client, HostAndPort node) {
        Pool<Connection> pool = client.getClusterNodes().get(node.toString());
        if (pool == null) {
            throw new JedisConnectionException("The cluster names " + node + ", which the client does not know yet");
        }
        return pool;
    }

    /** The client does not tell its masters from its replicas, so the cluster is asked: CLUSTER SLOTS names masters first. */
    private static List<Pool<Connection>> masters(RedisClusterClient client) {
        try (Connection any = client.getConnectionFromSlot(0)) {
            List<?> ranges = (List<?>) any.executeCommand(
                    new CommandArguments(Protocol.Command.CLUSTER).add(Protocol.ClusterKeyword.SLOTS));
            return ranges.stream()
                    .map(range -> (List<?>) ((List<?>) range).get(FIRST_NODE_OF_RANGE))
                    .map(node ->
                            new HostAndPort(SafeEncoder.encode((byte[]) node.get(0)), ((Long) node.get(1)).intValue()))
                    .distinct()
                    .map(node -> known(client, node))
                    .toList();
        }
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
