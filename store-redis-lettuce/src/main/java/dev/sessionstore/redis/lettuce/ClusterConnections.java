package dev.sessionstore.redis.lettuce;

import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import java.util.concurrent.CompletableFuture;

/**
 * A cluster client connects to a node when it first needs it, and one that does not keep commands for a connection to come
 * refuses them until it is there. So the connections are made before: to all masters when there are new ones, since a slot may
 * be on its way to any of them, and to the owner of the key at hand.
 */
final class ClusterConnections {

    private final StatefulRedisClusterConnection<String, String> cluster;
    private volatile int nodesSeen;

    ClusterConnections(StatefulRedisClusterConnection<String, String> cluster) {
        this.cluster = cluster;
    }

    /** Ends when all masters are connected or could not be. */
    CompletableFuture<?> toAllMasters() {
        nodesSeen = cluster.getPartitions().size();
        return CompletableFuture.allOf(cluster.getPartitions().stream()
                        .filter(node -> node.is(RedisClusterNode.NodeFlag.UPSTREAM))
                        .map(this::to)
                        .toArray(CompletableFuture<?>[]::new))
                .exceptionally(aDeadOne -> null);
    }

    /** Ends well when the owner of a key is connected; at once when nobody owns it, which the command itself finds out. */
    CompletableFuture<?> toMasterOf(String key) {
        if (cluster.getPartitions().size() != nodesSeen) {
            toAllMasters();
        }
        RedisClusterNode owner = cluster.getPartitions().getPartitionBySlot(SlotHash.getSlot(key));
        return owner == null ? CompletableFuture.completedFuture(key) : to(owner);
    }

    /** {@return the owner of a key as far as it is known} */
    Object masterOf(String key) {
        RedisClusterNode owner = cluster.getPartitions().getPartitionBySlot(SlotHash.getSlot(key));
        return owner == null ? cluster : owner.getNodeId();
    }

    private CompletableFuture<?> to(RedisClusterNode node) {
        RedisURI address = node.getUri();
        return cluster.getConnectionAsync(address.getHost(), address.getPort());
    }
}
