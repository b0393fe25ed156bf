package dev.sessionstore.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sessionstore.Owners;
import dev.sessionstore.Store;
import dev.sessionstore.StoreArguments;
import dev.sessionstore.StoreUnavailableException;
import dev.sessionstore.testsupport.RedisCluster;
import dev.sessionstore.testsupport.RedisNode;
import dev.sessionstore.testsupport.RedisSentinel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The index of owners while slots move and masters die. Each client has a subclass. */
@Tag("slow")
public abstract class RedisOwnersClusterTests implements ClientUnderTest {

    private static final Duration FAILOVER = Duration.ofSeconds(30);
    private static final String TEXT = "{\"a\":1}";

    private final String prefix = "cluster-owners-" + UUID.randomUUID() + "-*:";
    private final String ownerKey = "owners:" + prefix + StoreArguments.ownerDigest("zoe");
    private final Instant inAnHour = Instant.now().plusSeconds(3600);

    private Store connect(String url) {
        return client(url).prefix(prefix).timeout(Duration.ofSeconds(1)).build();
    }

    private static Owners owners(Store store) {
        return store.owners().orElseThrow();
    }

    private void login(Store store, String sid) {
        owners(store).bind(sid, "zoe", inAnHour);
        store.set(sid, TEXT, inAnHour);
    }

    @Test
    void sessionsOnSeveralMastersAreListedInOrderAndDestroyed() {
        RedisCluster cluster = RedisCluster.shared();
        String careless = prefix.replace("*", "other");
        try (Store store = connect(cluster.url());
                Store neighbour = client(cluster.url()).prefix(careless).build()) {
            List<String> sids = IntStream.range(0, 130).mapToObj(i -> "s" + i).toList();
            sids.forEach(sid -> login(store, sid));
            login(neighbour, "theirs");
            assertThat(sids.stream().map(sid -> cluster.ownerOf(cluster.slotOf(prefix + sid))))
                    .as("on all masters")
                    .containsAll(cluster.masters());

            assertThat(owners(store).sids("zoe")).containsExactlyElementsOf(sids);
            assertThat(owners(store).destroyAll("zoe", Set.of("s3", "s104"))).isEqualTo(128);
            assertThat(owners(store).sids("zoe")).containsExactly("s3", "s104");

            IntStream.range(0, 20)
                    .forEach(i -> owners(store)
                            .bind("s" + i, "owner-" + i, Instant.now().plusSeconds(3600)));
            store.listing().orElseThrow().clear();
            assertThat(IntStream.range(0, 20).filter(i -> owners(store).unbind("s" + i, "owner-" + i)))
                    .as("clear removes the entries on every master")
                    .isEmpty();
            assertThat(owners(neighbour).destroyAll("zoe", Set.of())).isEqualTo(1);
        }
    }

    @Test
    void entriesAndSessionsAreFoundWhileTheirSlotsMove() {
        RedisCluster cluster = RedisCluster.shared();
        try (Store store = connect(cluster.url())) {
            List<String> sids = IntStream.range(0, 20)
                    .mapToObj(i -> i + "{one slot of " + prefix.hashCode() + "}")
                    .toList();
            sids.forEach(sid -> login(store, sid));
            moves(cluster, ownerKey, () -> {
                login(store, "during");
                assertThat(owners(store).sids("zoe")).hasSize(21).startsWith(sids.get(0));
                assertThat(owners(store).unbind("during", "zoe")).isTrue();
                assertThat(owners(store).sids("zoe")).containsExactlyElementsOf(sids);
            });
            moves(cluster, prefix + sids.get(0), () -> {
                assertThat(owners(store).sids("zoe")).containsExactlyElementsOf(sids);
                assertThat(owners(store).destroyAll("zoe", Set.copyOf(sids.subList(10, 20))))
                        .isEqualTo(10);
                assertThat(owners(store).sids("zoe")).containsExactlyElementsOf(sids.subList(10, 20));
            });
            assertThat(owners(store).destroyAll("zoe", Set.of())).isEqualTo(10);
        }
    }

    /** Moves the slot of a key to another master and back. */
    private static void moves(RedisCluster cluster, String key, Runnable halfWay) {
        int slot = cluster.slotOf(key);
        RedisNode from = cluster.ownerOf(slot);
        RedisNode to = cluster.masters().stream()
                .filter(master -> master != from)
                .findFirst()
                .orElseThrow();
        cluster.moveSlot(slot, to, halfWay);
        cluster.moveSlot(slot, from);
    }

    @Test
    void theEntriesThatAReplicaHasAreThereWhenTheOwnersMasterOfAClusterDies() {
        try (RedisCluster cluster = RedisCluster.start();
                Store store = connect(cluster.url())) {
            List<String> sids = IntStream.range(0, 20).mapToObj(i -> "s" + i).toList();
            sids.forEach(sid -> login(store, sid));
            cluster.masters().forEach(RedisOwnersClusterTests::awaitReplica);
            cluster.ownerOf(cluster.slotOf(ownerKey)).kill();

            await().atMost(FAILOVER)
                    .ignoreExceptionsInstanceOf(StoreUnavailableException.class)
                    .untilAsserted(() -> assertThat(owners(store).sids("zoe")).containsExactlyElementsOf(sids));
            login(store, "later");
            assertThat(owners(store).destroyAll("zoe", Set.of("s0"))).isEqualTo(20);
        }
    }

    private static void awaitReplica(RedisNode master) {
        try (RedisWire wire = new RedisWire("127.0.0.1", master.port())) {
            assertThat(wire.number("WAIT", "1", "5000")).isEqualTo(1);
        }
    }

    /** The replica has the first part of one stream of writes, in which each entry comes before its session. */
    @Test
    void noLiveSessionIsUnlistedWhenTheMasterOfSentinelsDiesUnderLoad() {
        try (RedisSentinel sentinel = RedisSentinel.start();
                Store store = connect(sentinel.url())) {
            AtomicBoolean over = new AtomicBoolean();
            AtomicInteger written = new AtomicInteger();
            AtomicInteger writtenAfterwards = new AtomicInteger();
            AtomicInteger failed = new AtomicInteger();
            CompletableFuture<Void> logins = CompletableFuture.runAsync(() -> {
                for (int i = 0; !over.get(); i++) {
                    try {
                        login(store, "s" + i);
                        (failed.get() == 0 ? written : writtenAfterwards).incrementAndGet();
                    } catch (StoreUnavailableException e) {
                        failed.incrementAndGet();
                    }
                }
            });
            await().until(() -> written.get() > 300);
            sentinel.master().kill();
            await().atMost(FAILOVER).until(() -> logins.isDone() || writtenAfterwards.get() > 50);
            over.set(true);
            logins.join();

            assertThat(failed.get()).isPositive();
            List<String> listed = new ArrayList<>(owners(store).sids("zoe").toList());
            assertThat(listed)
                    .hasSizeGreaterThan(50)
                    .containsAll(store.listing().orElseThrow().sids().toList());
            assertThat(owners(store).destroyAll("zoe", Set.of())).isEqualTo(listed.size());
            assertThat(store.listing().orElseThrow().count()).isZero();
        }
    }
}
