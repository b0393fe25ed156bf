package dev.sessionstore.redis.lettuce;

import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import java.util.concurrent.CompletableFuture;

/**
 * Opens the connections to the nodes of a cluster ahead of the commands. Lettuce connects to a node at the first command for
 * it, and rejects that command while it connects. So connections are opened to all masters when there are new ones, since a
 * slot may move to any of them, and to the owner of a key before its command.
 */
final class ClusterConnections {

    private final StatefulRedisClusterConnection<String, String> cluster;
    private volatile int knownNodes;

    ClusterConnections(StatefulRedisClusterConnection<String, String> cluster) {
        this.cluster = cluster;
    }

    /** {@return a future that ends when each master is connected or has failed to} */
    CompletableFuture<?> connectToAllMasters() {
        knownNodes = cluster.getPartitions().size();
        return CompletableFuture.allOf(cluster.getPartitions().stream()
                        .filter(node -> node.is(RedisClusterNode.NodeFlag.UPSTREAM))
                        .map(this::connectTo)
                        .toArray(CompletableFuture<?>[]::new))
                .exceptionally(unreachable -> null);
    }

    /** {@return a future that ends when the owner of a key is connected; ended already when the slot has no owner} */
    CompletableFuture<?> connectToMasterOf(String key) {
        if (cluster.getPartitions().size() != knownNodes) {
            connectToAllMasters();
        }
        RedisClusterNode owner = cluster.getPartitions().getPartitionBySlot(SlotHash.getSlot(key));
        return owner == null ? CompletableFuture.completedFuture(key) : connectTo(owner);
    }

    /** {@return the owner of a key as far as it is known} */
    Object masterOf(String key) {
        RedisClusterNode owner = cluster.getPartitions().getPartitionBySlot(SlotHash.getSlot(key));
        return owner == null ? cluster : owner.getNodeId();
    }

    private CompletableFuture<?> connectTo(RedisClusterNode node) {
        RedisURI address = node.getUri();
        return cluster.getConnectionAsync(address.getHost(), address.getPort());
    }
}
