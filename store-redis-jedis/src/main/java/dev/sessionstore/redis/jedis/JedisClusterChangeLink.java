package dev.sessionstore.redis.jedis;

import dev.sessionstore.redis.ChangeLink;
import dev.sessionstore.redis.Stages;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.exceptions.JedisRedirectionException;
import redis.clients.jedis.providers.ClusterConnectionProvider;
import redis.clients.jedis.util.JedisClusterCRC16;

/**
 * One link to each master of a cluster. A key is read on the link of its master and on no other, so whoever answers also reports; the
 * master from which a slot moves away reports its keys as changed. The link ends with the first of its connections, and when the slots
 * have other masters than at its begin.
 */
final class JedisClusterChangeLink implements ChangeLink {

    private static final int SLOTS = 16_384;
    private static final long LOOK_EVERY = TimeUnit.SECONDS.toNanos(1);

    private final ClusterConnectionProvider cluster;
    private final Listener listener;
    private final @Nullable HostAndPort[] owners;
    private final Map<HostAndPort, JedisChangeLink> links = new HashMap<>();
    private volatile long looked = System.nanoTime();

    private JedisClusterChangeLink(ClusterConnectionProvider cluster, Listener listener) {
        this.cluster = cluster;
        this.listener = listener;
        this.owners = owners(cluster);
    }

    static Opener opener(ClusterConnectionProvider cluster, JedisClientConfig config, Duration timeout) {
        return listener -> {
            long deadline = System.nanoTime() + timeout.toNanos();
            JedisClusterChangeLink link = new JedisClusterChangeLink(cluster, listener);
            try {
                Arrays.stream(link.owners)
                        .filter(Objects::nonNull)
                        .distinct()
                        .forEach(owner -> link.links.put(owner, JedisChangeLink.begin(owner, config, listener)));
                link.links.values().forEach(each -> each.awaitOpen(deadline));
            } catch (RuntimeException | Error e) {
                link.close();
                throw e;
            }
            return link;
        };
    }

    private static @Nullable HostAndPort[] owners(ClusterConnectionProvider cluster) {
        @Nullable HostAndPort[] owners = new HostAndPort[SLOTS];
        Arrays.setAll(owners, cluster::getNode);
        return owners;
    }

    @Override
    public CompletionStage<@Nullable Value> read(String key) {
        int slot = JedisClusterCRC16.getSlot(key);
        HostAndPort owner = cluster.getNode(slot);
        JedisChangeLink link = owner == null || !owner.equals(owners[slot]) ? null : links.get(owner);
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
        return (thrown.getCause() == null ? thrown : thrown.getCause()) instanceof JedisRedirectionException
                || thrown instanceof JedisRedirectionException;
    }

    @Override
    public CompletionStage<?> prove() {
        if (slotsHaveMoved()) {
            listener.ended();
        }
        return CompletableFuture.allOf(links.values().stream()
                .map(JedisChangeLink::prove)
                .map(CompletionStage::toCompletableFuture)
                .toArray(CompletableFuture<?>[]::new));
    }

    private boolean slotsHaveMoved() {
        long now = System.nanoTime();
        if (now - looked < LOOK_EVERY) {
            return false;
        }
        looked = now;
        return !Arrays.equals(owners, owners(cluster));
    }

    @Override
    public void close() {
        links.values().forEach(JedisChangeLink::close);
    }
}
