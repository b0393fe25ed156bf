package dev.sessionstore.redis.jedis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionstore.Store;
import dev.sessionstore.StoreUnavailableException;
import dev.sessionstore.conformance.FaultProxy;
import dev.sessionstore.redis.RedisStoreBuilder;
import dev.sessionstore.redis.RedisUrl;
import dev.sessionstore.testsupport.RedisCluster;
import dev.sessionstore.testsupport.RedisNode;
import dev.sessionstore.testsupport.RedisSentinel;
import dev.sessionstore.testsupport.RedisServer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.RedisSentinelClient;

@Tag("slow")
class JedisHeldClientTest {

    private final String prefix = "held-" + UUID.randomUUID() + ":";

    @Test
    void aClientThatIsHeldStaysOpen() {
        try (RedisClient client = RedisClient.create(RedisServer.shared().url())) {
            works(JedisStore.builder(client));
            assertThat(client.ping()).isEqualTo("PONG");
        }
    }

    @Test
    void aClusterClientThatIsHeldStaysOpenAndListsMastersOnly() {
        try (RedisClusterClient client =
                RedisClusterClient.create(nodes(RedisCluster.shared().nodes()))) {
            works(JedisStore.builder(client));
            assertThat(client.get(prefix + "a")).isNull();
        }
    }

    @Test
    void aSentinelClientThatIsHeldStaysOpen() {
        try (RedisSentinelClient client = RedisSentinelClient.builder()
                .masterName(RedisSentinel.MASTER_NAME)
                .sentinels(nodes(RedisSentinel.shared().sentinels()))
                .build()) {
            works(JedisStore.builder(client));
            assertThat(client.ping()).isEqualTo("PONG");
        }
    }

    @Test
    void aCallOnAHeldClientEndsInTimeWhateverTheClientsOwnTimeoutIs() throws IOException {
        try (FaultProxy proxy = FaultProxy.to(
                        RedisServer.shared().host(), RedisServer.shared().port());
                RedisClient client = RedisClient.create("redis://" + proxy.host() + ":" + proxy.port());
                Store store = JedisStore.builder(client)
                        .prefix(prefix)
                        .timeout(Duration.ofMillis(400))
                        .build()) {
            assertThat(store.get("a")).isEmpty();
            proxy.hang();
            long begin = System.nanoTime();
            assertThatThrownBy(() -> store.get("a")).isInstanceOf(StoreUnavailableException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMillis(1100));
            proxy.heal();
            assertThat(store.get("a")).isEmpty();
        }
    }

    private static Set<HostAndPort> nodes(List<RedisNode> nodes) {
        return nodes.stream()
                .flatMap(node -> RedisUrl.parse(node.url()).hosts().stream())
                .map(host -> new HostAndPort(host.name(), host.port()))
                .collect(Collectors.toSet());
    }

    private void works(RedisStoreBuilder builder) {
        try (Store store = builder.prefix(prefix).build()) {
            for (int i = 0; i < 10; i++) {
                store.set("a" + i, "{}", Instant.now().plusSeconds(60));
            }
            assertThat(store.get("a0")).contains("{}");
            assertThat(store.listing().orElseThrow().count()).isEqualTo(10);
            store.listing().orElseThrow().clear();
            assertThat(store.get("a0")).isEmpty();
        }
    }
}
