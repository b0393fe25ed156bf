package dev.sessionstore.redis.lettuce;

import dev.sessionstore.redis.ChangeLink;
import dev.sessionstore.redis.Stages;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One connection to each master of a cluster. A key is read on the connection of its master and on no other, so whoever answers also
 * reports; the master from which a slot moves away reports its keys as changed. The link ends with the first of its connections, and
 * when the slots have other masters than at its begin.
 */
final class LettuceClusterChangeLink implements ChangeLink {

    private final StatefulRedisClusterConnection<String, String> cluster;
    private final Listener listener;
    private final List<RedisClusterNode> masters;
    private final Map<String, ChangeLink> links;

    private LettuceClusterChangeLink(
            StatefulRedisClusterConnection<String, String> cluster,
            Listener listener,
            List<RedisClusterNode> masters,
            Map<String, ChangeLink> links) {
        this.cluster = cluster;
        this.listener = listener;
        this.masters = masters;
        this.links = links;
    }

    /**
     * Connects to the masters and switches reports on.
     *
     * @param cluster a connection that has no other use
     * @return a stage that fails, with the connections closed, when one of the masters is not reached or refuses
     */
    static CompletionStage<ChangeLink> on(StatefulRedisClusterConnection<String, String> cluster, Listener listener) {
        List<RedisClusterNode> masters = masters(cluster);
        Map<String, CompletableFuture<ChangeLink>> opening = masters.stream()
                .collect(Collectors.toMap(
                        RedisClusterNode::getNodeId,
                        master -> openTo(cluster, master, listener).toCompletableFuture()));
        CompletionStage<ChangeLink> link = CompletableFuture.allOf(
                        opening.values().toArray(CompletableFuture<?>[]::new))
                .thenApply(all -> new LettuceClusterChangeLink(
                        cluster,
                        listener,
                        masters,
                        opening.entrySet().stream()
                                .collect(Collectors.toMap(
                                        Map.Entry::getKey,
                                        entry -> entry.getValue().join()))));
        link.whenComplete((opened, thrown) -> {
            if (thrown != null) {
                cluster.closeAsync();
            }
        });
        return link;
    }

    private static CompletionStage<ChangeLink> openTo(
            StatefulRedisClusterConnection<String, String> cluster, RedisClusterNode master, Listener listener) {
        RedisURI address = master.getUri();
        return cluster.getConnectionAsync(address.getHost(), address.getPort())
                .thenCompose(connection -> LettuceChangeLink.on(connection, listener));
    }

    private static List<RedisClusterNode> masters(StatefulRedisClusterConnection<String, String> cluster) {
        return cluster.getPartitions().stream()
                .filter(node -> node.is(RedisClusterNode.NodeFlag.UPSTREAM) && !node.hasNoSlots())
                .toList();
    }

    @Override
    public CompletionStage<@Nullable Value> read(String key) {
        RedisClusterNode owner = cluster.getPartitions().getPartitionBySlot(SlotHash.getSlot(key));
        ChangeLink link = owner == null ? null : links.get(owner.getNodeId());
        if (link == null) {
            return CompletableFuture.completedFuture(null);
        }
        return Stages.recover(
                link.read(key),
                thrown -> isElsewhere(thrown)
                        ? CompletableFuture.completedFuture(null)
                        : CompletableFuture.failedStage(thrown));
    }

    private static boolean isElsewhere(Throwable thrown) {
        Throwable cause = thrown.getCause() == null ? thrown : thrown.getCause();
        return cause instanceof RedisCommandExecutionException
                && (String.valueOf(cause.getMessage()).startsWith("MOVED ")
                        || String.valueOf(cause.getMessage()).startsWith("ASK "));
    }

    @Override
    public CompletionStage<?> prove() {
        if (slotsHaveMoved()) {
            listener.ended();
        }
        return CompletableFuture.allOf(links.values().stream()
                .map(ChangeLink::prove)
                .map(CompletionStage::toCompletableFuture)
                .toArray(CompletableFuture<?>[]::new));
    }

    private boolean slotsHaveMoved() {
        Map<String, RedisClusterNode> now =
                masters(cluster).stream().collect(Collectors.toMap(RedisClusterNode::getNodeId, Function.identity()));
        return now.size() != masters.size()
                || masters.stream().anyMatch(then -> {
                    RedisClusterNode same = now.get(then.getNodeId());
                    return same == null || (same != then && !same.hasSameSlotsAs(then));
                });
    }

    @Override
    public void close() {
        cluster.closeAsync();
    }
}
