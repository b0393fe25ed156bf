package dev.sessionstore.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sessionstore.Store;
import dev.sessionstore.StoreException;
import dev.sessionstore.Watch;
import dev.sessionstore.Watch.Reading;
import dev.sessionstore.testsupport.RedisCluster;
import dev.sessionstore.testsupport.RedisNode;
import dev.sessionstore.testsupport.RedisSentinel;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Reports of changes where there are several servers. Each client that can receive them has a subclass. */
@Tag("slow")
public abstract class RedisWatchingClusterTests implements ClientUnderTest {

    private static final Duration PROOF = Duration.ofMillis(50);
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final Duration FAILOVER = Duration.ofSeconds(60);

    private final String prefix = "watching-" + UUID.randomUUID() + ":";
    private final Instant inAnHour = Instant.now().plusSeconds(3600);
    private final RecordingWatcher watcher = new RecordingWatcher();

    private Store connect(String url) {
        return client(url).prefix(prefix).timeout(TIMEOUT).build();
    }

    private Watch watch(Store store) {
        return store.watching().orElseThrow().watch(watcher, PROOF);
    }

    private static Reading readWatched(Watch watch, String sid) {
        return await().ignoreExceptionsInstanceOf(StoreException.class).until(() -> watch.read(sid), Reading::watched);
    }

    @Test
    void changesOnEachMasterAreReported() throws InterruptedException {
        try (Store store = connect(RedisCluster.shared().url());
                Store other = connect(RedisCluster.shared().url());
                Watch watch = watch(store)) {
            Set<String> sids = IntStream.range(0, 60).mapToObj(i -> "s" + i).collect(Collectors.toSet());
            for (String sid : sids) {
                other.set(sid, "{}", inAnHour);
                assertThat(readWatched(watch, sid).data()).isEqualTo("{}");
            }
            sids.forEach(other::destroy);
            Set<String> reported = new HashSet<>();
            while (!reported.equals(sids)) {
                String sid = watcher.next();
                assertThat(sid).as("reported: %s", reported).isIn(sids);
                reported.add(sid);
            }
        }
    }

    @Test
    void aSessionWhoseSlotMovesIsReportedAndWatchedWhereItIsThen() throws InterruptedException {
        RedisCluster cluster = RedisCluster.shared();
        try (Store store = connect(cluster.url());
                Store other = connect(cluster.url());
                Watch watch = watch(store)) {
            other.set("a", "{\"n\":0}", inAnHour);
            int slot = cluster.slotOf(prefix + "a");
            RedisNode from = cluster.ownerOf(slot);
            RedisNode to = cluster.masters().stream()
                    .filter(master -> master != from)
                    .findFirst()
                    .orElseThrow();
            readWatched(watch, "a");
            int before = watcher.losses();

            cluster.moveSlot(slot, to);
            assertThat(watcher.next())
                    .as("it leaves the master that it was read on")
                    .isEqualTo("a");
            other.set("a", "{\"n\":1}", inAnHour);
            assertThat(watch.read("a").data()).isEqualTo("{\"n\":1}");
            watcher.awaitLosses(before + 1);

            await().atMost(FAILOVER)
                    .ignoreExceptionsInstanceOf(StoreException.class)
                    .until(() -> watch.read("a").watched());
            other.set("a", "{\"n\":2}", inAnHour);
            assertThat(watcher.next()).isEqualTo("a");
            assertThat(watch.read("a").data()).isEqualTo("{\"n\":2}");
            cluster.moveSlot(slot, from);
        }
    }

    @Test
    void afterTheDeathOfAMasterOfAClusterItsSuccessorReports() throws InterruptedException {
        try (RedisCluster cluster = RedisCluster.start()) {
            reportsAfterTheDeathOf(cluster.ownerOf(cluster.slotOf(prefix + "a")), cluster.url());
        }
    }

    @Test
    void afterTheDeathOfAMasterOfSentinelsItsSuccessorReports() throws InterruptedException {
        try (RedisSentinel sentinel = RedisSentinel.start()) {
            reportsAfterTheDeathOf(sentinel.master(), sentinel.url());
        }
    }

    private void reportsAfterTheDeathOf(RedisNode master, String url) throws InterruptedException {
        try (Store store = connect(url);
                Store other = connect(url);
                Watch watch = watch(store)) {
            other.set("a", "{}", inAnHour);
            readWatched(watch, "a");
            int before = watcher.losses();
            master.kill();
            watcher.awaitLosses(before + 1);
            awaitReports(other, watch);
        }
    }

    private void awaitReports(Store other, Watch watch) throws InterruptedException {
        await().atMost(FAILOVER)
                .ignoreExceptionsInstanceOf(StoreException.class)
                .until(() -> {
                    other.set("a", "{\"n\":1}", inAnHour);
                    return watch.read("a").watched()
                            && "{\"n\":1}".equals(watch.read("a").data());
                });
        while (watcher.nextNow() != null) {
            assertThat(watch.lagNanos()).isNotNegative();
        }
        readWatched(watch, "a");
        other.set("a", "{\"n\":2}", inAnHour);
        assertThat(watcher.next()).isEqualTo("a");
        assertThat(watch.read("a").data()).isEqualTo("{\"n\":2}");
    }
}
