package dev.sessionstore.testsupport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class RedisClusterTest {

    private static RedisCluster cluster;

    @BeforeAll
    static void start() {
        cluster = RedisCluster.start();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void threeMastersOwnAllSlotsAndEachHasAReplica() {
        assertThat(cluster.nodes()).hasSize(6);
        assertThat(cluster.masters()).hasSize(3);
        for (RedisNode node : cluster.nodes()) {
            assertThat(node.send("CLUSTER", "INFO")).contains("cluster_state:ok", "cluster_slots_ok:16384");
        }
        for (RedisNode master : cluster.masters()) {
            assertThat(master.send("INFO", "replication")).contains("connected_slaves:1");
        }
    }

    @Test
    void aSlotMovesWithItsKeysAndSomeAreOnTheirWay() {
        int slot = cluster.slotOf("{move}1");
        RedisNode from = cluster.ownerOf(slot);
        RedisNode to = cluster.masters().stream()
                .filter(master -> master != from)
                .findFirst()
                .orElseThrow();
        for (int i = 0; i < 25; i++) {
            from.send("SET", "{move}" + i, "value " + i);
        }
        int[] gone = {0};

        cluster.moveSlot(slot, to, () -> gone[0] = 25 - count(from, slot));

        assertThat(gone[0]).isEqualTo(1);
        assertThat(cluster.ownerOf(slot)).isSameAs(to);
        for (int i = 0; i < 25; i++) {
            assertThat(to.send("GET", "{move}" + i)).isEqualTo("value " + i);
        }
        assertThatThrownBy(() -> from.send("GET", "{move}1")).hasMessageContaining("MOVED");
    }

    @Test
    void aReplicaTakesAKilledMastersPlaceWithItsDataAndTheOldOneFollowsItThen() {
        int slot = cluster.slotOf("{kill}");
        RedisNode old = cluster.ownerOf(slot);
        old.send("SET", "{kill}", "survives");
        assertThat(Resp.send(old.port(), List.of("WAIT", "1", "5000"))).isEqualTo(1L);

        old.kill();
        assertThat(old.isRunning()).isFalse();
        Waiting.until(
                "another owns the slot",
                () -> cluster.masters().stream().anyMatch(m -> m != old)
                        && cluster.masters().size() == 3
                        && !cluster.masters().contains(old));

        assertThat(cluster.ownerOf(slot).send("GET", "{kill}")).isEqualTo("survives");
        old.startAgain();
        cluster.awaitHealthy();
        assertThat(cluster.masters()).hasSize(3).doesNotContain(old);
    }

    @Test
    void itsUrlNamesAllNodes() {
        assertThat(cluster.url()).matches("redis-cluster://(127\\.0\\.0\\.1:\\d+,){5}127\\.0\\.0\\.1:\\d+");
    }

    private static int count(RedisNode node, int slot) {
        return Integer.parseInt(node.send("CLUSTER", "COUNTKEYSINSLOT", String.valueOf(slot)));
    }
}
