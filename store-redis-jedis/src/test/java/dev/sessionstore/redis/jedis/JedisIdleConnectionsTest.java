package dev.sessionstore.redis.jedis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sessionstore.Store;
import dev.sessionstore.redis.RedisUrl;
import dev.sessionstore.redis.RedisWire;
import dev.sessionstore.testsupport.RedisCluster;
import dev.sessionstore.testsupport.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.providers.PooledConnectionProvider;

/** A pool full of idle connections that the server has closed, as after a restart. */
@Tag("slow")
class JedisIdleConnectionsTest {

    private static final int THREADS = 16;

    /** A little longer than the idle time after which a connection is checked. */
    private static final Duration IDLE = Duration.ofMillis(1100);

    private final String prefix = "idle-" + UUID.randomUUID() + ":";

    @Test
    void noCallFailsOnOne() throws Exception {
        RedisServer server = RedisServer.shared();
        try (Store store = JedisStore.builder(server.url()).prefix(prefix).build()) {
            assertThatNoCallFailsAfterTheServerClosed(store, List.of(RedisUrl.parse(server.url())));
        }
    }

    @Test
    void noCallFailsOnOneOfACluster() throws Exception {
        RedisCluster cluster = RedisCluster.shared();
        try (Store store = JedisStore.builder(cluster.url()).prefix(prefix).build()) {
            assertThatNoCallFailsAfterTheServerClosed(
                    store,
                    cluster.nodes().stream()
                            .map(node -> RedisUrl.parse(node.url()))
                            .toList());
        }
    }

    @Test
    void noCallFailsOnOneOfAHeldClient() throws Exception {
        RedisServer server = RedisServer.shared();
        HostAndPort address = new HostAndPort(server.host(), server.port());
        try (PooledConnectionProvider held = new PooledConnectionProvider(
                        address, DefaultJedisClientConfig.builder().build());
                Store store = JedisStore.builder(held).prefix(prefix).build()) {
            assertThatNoCallFailsAfterTheServerClosed(store, List.of(RedisUrl.parse(server.url())));
        }
    }

    private static void assertThatNoCallFailsAfterTheServerClosed(Store store, List<RedisUrl> servers)
            throws Exception {
        fromManyThreadsAtOnce(store);
        for (RedisUrl server : servers) {
            RedisUrl.Host host = server.hosts().get(0);
            try (RedisWire wire = new RedisWire(host.name(), host.port())) {
                wire.call("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
            }
        }
        long idle = System.nanoTime();
        await().until(() -> System.nanoTime() - idle > IDLE.toNanos());
        fromManyThreadsAtOnce(store);
    }

    /** So the pools hold many connections. */
    private static void fromManyThreadsAtOnce(Store store) throws Exception {
        CountDownLatch together = new CountDownLatch(THREADS);
        List<FutureTask<Boolean>> calls = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int number = i;
            FutureTask<Boolean> call = new FutureTask<>(() -> {
                together.countDown();
                together.await();
                for (int n = 0; n < 30; n++) {
                    store.get("a" + number + "-" + n);
                }
                return true;
            });
            calls.add(call);
            new Thread(call).start();
        }
        for (FutureTask<Boolean> call : calls) {
            assertThat(call.get()).isTrue();
        }
    }
}
