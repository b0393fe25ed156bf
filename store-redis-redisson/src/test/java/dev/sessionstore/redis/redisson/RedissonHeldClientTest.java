package dev.sessionstore.redis.redisson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sessionstore.Store;
import dev.sessionstore.StoreUnavailableException;
import dev.sessionstore.Watch;
import dev.sessionstore.Watching.Watcher;
import dev.sessionstore.conformance.FaultProxy;
import dev.sessionstore.redis.WorkingStore;
import dev.sessionstore.testsupport.RedisCluster;
import dev.sessionstore.testsupport.RedisServer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;
import org.redisson.config.Protocol;
import org.redisson.config.ReadMode;

@Tag("slow")
class RedissonHeldClientTest {

    private final String prefix = "held-" + UUID.randomUUID() + ":";

    @Test
    void aClientThatIsHeldStaysOpen() {
        Config config = new Config();
        config.useSingleServer().setAddress(RedisServer.shared().url());
        RedissonClient client = Redisson.create(config);
        try {
            WorkingStore.check(RedissonStore.builder(client), prefix);
            assertThat(client.isShutdown()).isFalse();
        } finally {
            client.shutdown();
        }
    }

    @Test
    void aClientThatReadsFromReplicasIsRefused() {
        Config config = new Config();
        config.useClusterServers()
                .addNodeAddress(RedisCluster.shared().masters().get(0).url());
        RedissonClient client = Redisson.create(config);
        try {
            assertThatThrownBy(() -> RedissonStore.builder(client).build())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("ReadMode.MASTER");
        } finally {
            client.shutdown();
        }
    }

    @Test
    void aClusterClientThatReadsFromMastersIsTaken() {
        Config config = new Config();
        config.useClusterServers()
                .addNodeAddress(RedisCluster.shared().masters().get(0).url())
                .setReadMode(ReadMode.MASTER);
        RedissonClient client = Redisson.create(config);
        try {
            WorkingStore.check(RedissonStore.builder(client), prefix);
        } finally {
            client.shutdown();
        }
    }

    @Test
    void aHeldClientThatRepeatsCommandsDoesNotRepeatTheStores() throws IOException {
        try (FaultProxy proxy =
                FaultProxy.to(RedisServer.shared().host(), RedisServer.shared().port())) {
            Config config = new Config();
            config.useSingleServer()
                    .setAddress("redis://" + proxy.host() + ":" + proxy.port())
                    .setTimeout(200)
                    .setRetryAttempts(5);
            RedissonClient client = Redisson.create(config);
            try (Store store = RedissonStore.builder(client).prefix(prefix).build()) {
                assertThat(store.get("there")).isEmpty();
                proxy.watch("once");
                proxy.loseAnswerTo("once");

                assertThatThrownBy(() -> store.set("once", "{}", Instant.now().plusSeconds(60)))
                        .isInstanceOf(StoreUnavailableException.class);
                assertThat(proxy.timesSent("once")).isEqualTo(1);
            } finally {
                proxy.heal();
                client.shutdown();
            }
        }
    }

    @Test
    void changesAreReportedOverAClientThatIsHeldWhicheverProtocolItSpeaks() throws InterruptedException {
        for (Protocol protocol : Protocol.values()) {
            Config config = new Config().setProtocol(protocol);
            config.useSingleServer().setAddress(RedisServer.shared().url());
            RedissonClient client = Redisson.create(config);
            BlockingQueue<String> changed = new LinkedBlockingQueue<>();
            try (Store store = RedissonStore.builder(client).prefix(prefix).build();
                    Watch watch = store.watching().orElseThrow().watch(reportTo(changed), Duration.ofMillis(50))) {
                await().until(() -> watch.read("a").watched());
                store.set("a", "{}", Instant.now().plusSeconds(60));
                assertThat(changed.poll(10, TimeUnit.SECONDS)).isEqualTo("a");
                watch.close();
                assertThat(store.destroy("a")).isTrue();
            } finally {
                client.shutdown();
            }
        }
    }

    private static Watcher reportTo(BlockingQueue<String> changed) {
        return new Watcher() {
            @Override
            public void changed(String sid) {
                changed.add(sid);
            }

            @Override
            public void lost() {}
        };
    }
}
