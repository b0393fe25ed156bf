package dev.sessionstore.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sessionstore.ConditionalWrites;
import dev.sessionstore.Listing;
import dev.sessionstore.Store;
import dev.sessionstore.StoreUnavailableException;
import dev.sessionstore.WriteOutcome;
import dev.sessionstore.testsupport.RedisCluster;
import dev.sessionstore.testsupport.RedisNode;
import dev.sessionstore.testsupport.RedisSentinel;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A store while slots move and masters die. Each client has a subclass. */
@Tag("slow")
public abstract class RedisClusterTests implements ClientUnderTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final Duration BOUND = OutageAssertions.bound(TIMEOUT);
    private static final Duration FAILOVER = Duration.ofSeconds(30);

    private final String prefix = "cluster-" + UUID.randomUUID() + "-*:";
    private final Instant inAnHour = Instant.now().plusSeconds(3600);

    private Store connect(String url) {
        return client(url).prefix(prefix).timeout(TIMEOUT).build();
    }

    @Test
    void sessionsStayReadableAndReplaceableWhileTheirSlotMoves() {
        RedisCluster cluster = RedisCluster.shared();
        try (Store store = connect(cluster.url())) {
            ConditionalWrites writes = store.conditionalWrites().orElseThrow();
            String[] sids = IntStream.range(0, 20)
                    .mapToObj(i -> i + "{one slot of " + prefix.hashCode() + "}")
                    .toArray(String[]::new);
            for (String sid : sids) {
                store.set(sid, "{\"n\":0}", inAnHour);
            }
            int slot = cluster.slotOf(prefix + sids[0]);
            RedisNode from = cluster.ownerOf(slot);
            RedisNode to = cluster.masters().stream()
                    .filter(master -> master != from)
                    .findFirst()
                    .orElseThrow();

            cluster.moveSlot(slot, to, () -> replaceAll(writes, sids, 0));
            replaceAll(writes, sids, 1);
            assertThat(store.touch(sids[0], inAnHour)).isTrue();
            assertThat(writes.create(sids[0], "{}", inAnHour)).isFalse();
            assertThat(store.destroy(sids[0])).isTrue();
            assertThat(store.listing().orElseThrow().count()).isEqualTo(sids.length - 1L);

            cluster.moveSlot(slot, from);
            assertThat(store.get(sids[1])).contains("{\"n\":2}");
        }
    }

    private static void replaceAll(ConditionalWrites writes, String[] sids, int n) {
        for (String sid : sids) {
            assertThat(writes.replace(
                            sid,
                            "{\"n\":" + n + "}",
                            "{\"n\":" + (n + 1) + "}",
                            Instant.now().plusSeconds(3600)))
                    .as("%s from %d", sid, n)
                    .isEqualTo(WriteOutcome.WRITTEN);
        }
    }

    @Test
    void listingCoversEveryMasterAndNoOtherPrefix() {
        RedisCluster cluster = RedisCluster.shared();
        String careless = prefix.replace("*", "other");
        try (Store store = connect(cluster.url());
                Store neighbour = client(cluster.url()).prefix(careless).build()) {
            for (int i = 0; i < 100; i++) {
                store.set("s" + i, "{}", inAnHour);
            }
            neighbour.set("theirs", "{}", inAnHour);
            Listing listing = store.listing().orElseThrow();

            assertThat(listing.sids().distinct()).hasSize(100);
            assertThat(listing.count()).isEqualTo(100);
            listing.clear();
            assertThat(listing.count()).isZero();
            assertThat(neighbour.get("theirs")).isPresent();
            assertThat(neighbour.destroy("theirs")).isTrue();
        }
    }

    @Test
    void aDeadMasterOfAClusterIsSurvivedUnderLoad() {
        try (RedisCluster cluster = RedisCluster.start();
                Store store = connect(cluster.url())) {
            survivesTheDeathOf(cluster.ownerOf(cluster.slotOf(prefix + "counter")), store);
        }
    }

    @Test
    void aDeadMasterOfSentinelsIsSurvivedUnderLoad() {
        try (RedisSentinel sentinel = RedisSentinel.start();
                Store store = connect(sentinel.url())) {
            survivesTheDeathOf(sentinel.master(), store);
        }
    }

    /** Increments a counter by replace while the master dies. Calls fail in time, and no call has a false outcome. */
    private void survivesTheDeathOf(RedisNode master, Store store) {
        ConditionalWrites writes = store.conditionalWrites().orElseThrow();
        store.set("counter", "0", inAnHour);
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger written = new AtomicInteger();
        AtomicInteger failed = new AtomicInteger();
        AtomicInteger writtenSinceLastFailure = new AtomicInteger();
        AtomicLong longest = new AtomicLong();
        CompletableFuture<Void> load = CompletableFuture.runAsync(() -> {
            while (!over.get()) {
                long begin = System.nanoTime();
                try {
                    String now = store.get("counter").orElse("0");
                    String next = Integer.toString(Integer.parseInt(now) + 1);
                    WriteOutcome outcome = now.equals("0") && written.get() > 0
                            ? writes.create("counter", next, inAnHour) ? WriteOutcome.WRITTEN : WriteOutcome.CHANGED
                            : writes.replace("counter", now, next, inAnHour);
                    assertThat(outcome).as("there is no other writer").isEqualTo(WriteOutcome.WRITTEN);
                    written.incrementAndGet();
                    writtenSinceLastFailure.incrementAndGet();
                } catch (StoreUnavailableException e) {
                    failed.incrementAndGet();
                    writtenSinceLastFailure.set(0);
                } finally {
                    longest.accumulateAndGet(System.nanoTime() - begin, Math::max);
                }
            }
        });
        await().until(() -> written.get() > 50);
        master.kill();
        await().atMost(FAILOVER).until(() -> load.isDone() || failed.get() > 0 && writtenSinceLastFailure.get() > 50);
        over.set(true);
        load.join();

        assertThat(failed.get()).isPositive();
        assertThat(Duration.ofNanos(longest.get())).as("a get and a replace").isLessThan(BOUND.multipliedBy(2));
        assertThat(Integer.parseInt(store.get("counter").orElseThrow()))
                .as(
                        "each acknowledged write counted; one whose answer was lost may count too, and asynchronous replication"
                                + " may lose the last")
                .isBetween(51, written.get() + failed.get());
    }
}
