package dev.sessionstore.redis.jedis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionstore.Store;
import dev.sessionstore.StoreUnavailableException;
import dev.sessionstore.conformance.FaultProxy;
import dev.sessionstore.redis.WorkingStore;
import dev.sessionstore.testsupport.RedisCluster;
import dev.sessionstore.testsupport.RedisSentinel;
import dev.sessionstore.testsupport.RedisServer;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.RedisSentinelClient;

@Tag("slow")
class JedisHeldClientTest {

    private final String prefix = "held-" + UUID.randomUUID() + ":";

    @Test
    void aClientThatIsHeldStaysOpen() {
        try (RedisClient client = RedisClient.create(RedisServer.shared().url())) {
            WorkingStore.check(JedisStore.builder(client), prefix);
            assertThat(client.ping()).isEqualTo("PONG");
        }
    }

    @Test
    void aClusterClientThatIsHeldStaysOpenAndListsMastersOnly() {
        try (RedisClusterClient client = RedisClusterClient.create(
                JedisHeldConnectionsTest.addresses(RedisCluster.shared().nodes()))) {
            WorkingStore.check(JedisStore.builder(client), prefix);
            assertThat(client.get(prefix + "a")).isNull();
        }
    }

    @Test
    void aSentinelClientThatIsHeldStaysOpen() {
        try (RedisSentinelClient client = RedisSentinelClient.builder()
                .masterName(RedisSentinel.MASTER_NAME)
                .sentinels(JedisHeldConnectionsTest.addresses(
                        RedisSentinel.shared().sentinels()))
                .build()) {
            WorkingStore.check(JedisStore.builder(client), prefix);
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
}
