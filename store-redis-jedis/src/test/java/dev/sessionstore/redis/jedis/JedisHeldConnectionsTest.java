package dev.sessionstore.redis.jedis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionstore.redis.RedisUrl;
import dev.sessionstore.redis.WorkingStore;
import dev.sessionstore.testsupport.RedisCluster;
import dev.sessionstore.testsupport.RedisNode;
import dev.sessionstore.testsupport.RedisSentinel;
import dev.sessionstore.testsupport.RedisServer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.JedisCluster;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.providers.ClusterConnectionProvider;
import redis.clients.jedis.providers.ConnectionProvider;
import redis.clients.jedis.providers.PooledConnectionProvider;
import redis.clients.jedis.providers.SentineledConnectionProvider;

/** Clients of the class that the clients of all versions of Jedis extend. */
@Tag("slow")
class JedisHeldConnectionsTest {

    private static final int ATTEMPTS = 1;
    private static final Duration ATTEMPTS_TAKE = Duration.ofSeconds(1);

    private final JedisClientConfig config = DefaultJedisClientConfig.builder().build();
    private final String prefix = "held-" + UUID.randomUUID() + ":";

    @Test
    void aClientOfOneServerThatIsHeldStaysOpen() {
        RedisServer server = RedisServer.shared();
        staysOpen(new PooledConnectionProvider(new HostAndPort(server.host(), server.port())));
    }

    @Test
    void aClientOfSentinelsThatIsHeldStaysOpen() {
        staysOpen(new SentineledConnectionProvider(
                RedisSentinel.MASTER_NAME,
                config,
                addresses(RedisSentinel.shared().sentinels()),
                config));
    }

    @Test
    void aClientOfAClusterThatIsHeldStaysOpenAndListsMastersOnly() {
        ClusterConnectionProvider connections =
                new ClusterConnectionProvider(addresses(RedisCluster.shared().nodes()), config);
        staysOpen(connections, new JedisCluster(connections, ATTEMPTS, ATTEMPTS_TAKE));
    }

    @Test
    void aClientOfSomethingElseIsRefused() {
        RedisServer server = RedisServer.shared();
        try (ConnectionProvider known = new PooledConnectionProvider(new HostAndPort(server.host(), server.port()));
                UnifiedJedis client = new UnifiedJedis(new Wrapped(known), ATTEMPTS, ATTEMPTS_TAKE)) {
            assertThatThrownBy(() -> JedisStore.builder(client))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(Wrapped.class.getName());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private record Wrapped(ConnectionProvider known) implements ConnectionProvider {

        @Override
        public Connection getConnection() {
            return known.getConnection();
        }

        @Override
        public Connection getConnection(CommandArguments words) {
            return known.getConnection(words);
        }

        @Override
        public void close() {}
    }

    private void staysOpen(ConnectionProvider connections) {
        staysOpen(connections, new UnifiedJedis(connections, ATTEMPTS, ATTEMPTS_TAKE));
    }

    private void staysOpen(ConnectionProvider connections, UnifiedJedis client) {
        try (client) {
            WorkingStore.check(JedisStore.builder(client), prefix);
            WorkingStore.check(JedisStore.builder(connections), prefix);
            assertThat(client.get(prefix + "a0")).isNull();
        }
    }

    static Set<HostAndPort> addresses(List<RedisNode> nodes) {
        return nodes.stream()
                .flatMap(node -> RedisUrl.parse(node.url()).hosts().stream())
                .map(host -> new HostAndPort(host.name(), host.port()))
                .collect(Collectors.toSet());
    }
}
