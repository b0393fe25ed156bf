package dev.sessionstore.redis.lettuce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sessionstore.Store;
import dev.sessionstore.StoreUnavailableException;
import dev.sessionstore.conformance.FaultProxy;
import dev.sessionstore.redis.WorkingStore;
import dev.sessionstore.testsupport.RedisCluster;
import dev.sessionstore.testsupport.RedisServer;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ReadFrom;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.masterreplica.MasterReplica;
import io.lettuce.core.masterreplica.StatefulRedisMasterReplicaConnection;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class LettuceHeldClientTest {

    private final String prefix = "held-" + UUID.randomUUID() + ":";
    private final ClientOptions atMostOnce = ClientOptions.builder()
            .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
            .build();

    @Test
    void aClientOrConnectionThatIsHeldStaysOpen() {
        try (RedisClient client = RedisClient.create(RedisServer.shared().url())) {
            client.setOptions(atMostOnce);
            WorkingStore.check(LettuceStore.builder(client), prefix);
            try (StatefulRedisConnection<String, String> connection = client.connect()) {
                WorkingStore.check(LettuceStore.builder(connection), prefix);
                assertThat(connection.sync().ping()).isEqualTo("PONG");
            }
        }
    }

    @Test
    void aClusterConnectionThatIsHeldStaysOpen() {
        try (RedisClusterClient client =
                RedisClusterClient.create(RedisCluster.shared().masters().get(0).url())) {
            client.setOptions(ClusterClientOptions.builder(atMostOnce).build());
            try (StatefulRedisClusterConnection<String, String> connection = client.connect()) {
                WorkingStore.check(LettuceStore.builder(connection), prefix);
                assertThat(connection.sync().ping()).isEqualTo("PONG");
                connection.setReadFrom(ReadFrom.REPLICA_PREFERRED);
                assertThatThrownBy(() -> LettuceStore.builder(connection).build())
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("UPSTREAM");
            }
        }
    }

    @Test
    void aClientThatReplaysIsRefused() {
        try (RedisClient client = RedisClient.create(RedisServer.shared().url())) {
            assertThatThrownBy(() -> LettuceStore.builder(client).build())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("REJECT_COMMANDS");
            try (StatefulRedisConnection<String, String> connection = client.connect()) {
                assertThatThrownBy(() -> LettuceStore.builder(connection).build())
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("REJECT_COMMANDS");
            }
        }
    }

    @Test
    void aConnectionThatReadsFromReplicasIsRefused() {
        try (RedisClient client = RedisClient.create()) {
            client.setOptions(atMostOnce);
            try (StatefulRedisMasterReplicaConnection<String, String> connection = MasterReplica.connect(
                    client,
                    StringCodec.UTF8,
                    RedisURI.create(RedisServer.shared().url()))) {
                connection.setReadFrom(ReadFrom.ANY);
                assertThatThrownBy(() -> LettuceStore.builder(connection).build())
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("UPSTREAM");
                connection.setReadFrom(ReadFrom.UPSTREAM);
                WorkingStore.check(LettuceStore.builder(connection), prefix);
            }
        }
    }

    @Test
    void optionsOfAnOwnClientAreRefusedWhereOneIsHeld() {
        try (RedisClient client = RedisClient.create(RedisServer.shared().url())) {
            assertThatThrownBy(() -> LettuceStore.builder(client).password("x"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("password: ");
        }
        assertThatThrownBy(() -> LettuceStore.builder(RedisServer.shared().url())
                        .poolSize(2)
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("poolSize: ");
    }

    @Test
    void openingOnAClientWhoseServerSaysNothingEndsInTime() throws IOException {
        try (FaultProxy proxy = proxy();
                RedisClient client = RedisClient.create("redis://" + proxy.host() + ":" + proxy.port())) {
            client.setOptions(atMostOnce);
            WorkingStore.check(LettuceStore.builder(client), prefix); // so that the client's classes are loaded
            proxy.acceptSilently();
            long begin = System.nanoTime();

            assertThatThrownBy(() -> LettuceStore.builder(client).build())
                    .isInstanceOf(StoreUnavailableException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(7));
            proxy.heal();
            WorkingStore.check(LettuceStore.builder(client), prefix);
        }
    }

    @Test
    void aConnectionOfTheStoreThatWentSilentIsReplacedOnAHeldClientToo() throws IOException {
        try (FaultProxy proxy = proxy();
                RedisClient client = RedisClient.create("redis://" + proxy.host() + ":" + proxy.port())) {
            client.setOptions(atMostOnce);
            try (Store store = LettuceStore.builder(client)
                    .prefix(prefix)
                    .timeout(Duration.ofMillis(400))
                    .build()) {
                assertThat(store.get("a")).isEmpty();
                proxy.silence();

                await().atMost(Duration.ofSeconds(5))
                        .pollInterval(Duration.ofMillis(20))
                        .ignoreExceptionsInstanceOf(StoreUnavailableException.class)
                        .until(() -> store.get("a").isEmpty());
            }
            await().atMost(Duration.ofSeconds(5)).until(() -> proxy.connections() == 0);
        }
    }

    private static FaultProxy proxy() throws IOException {
        return FaultProxy.to(RedisServer.shared().host(), RedisServer.shared().port());
    }
}
