package dev.sessionstore.redis.redisson;

import dev.sessionstore.redis.RoleChecks;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.redisson.api.RedissonClient;
import org.redisson.api.redisnode.RedisNode;
import org.redisson.api.redisnode.RedisNodes;

/**
 * Closes the connections to a server that has become a replica while its address leads to another one. While there is traffic,
 * the server is sent INFO, if the user may send that.
 */
final class ReplicaDetector {

    private final RedissonClient redisson;
    private final Runnable closeConnections;
    private final RoleChecks roles = new RoleChecks();
    private final AtomicLong lastCheck = new AtomicLong(System.nanoTime());

    /**
     * @param redisson of one server
     * @param closeConnections closes those to the server
     */
    ReplicaDetector(RedissonClient redisson, Runnable closeConnections) {
        this.redisson = redisson;
        this.closeConnections = closeConnections;
    }

    /** Sends INFO when the last check was long enough ago. Does not wait for the answer. */
    void checkNowAndThen() {
        long now = System.nanoTime();
        long last = lastCheck.get();
        if (now - last < roles.interval().toNanos() || !lastCheck.compareAndSet(last, now)) {
            return;
        }
        redisson.getRedisNodes(RedisNodes.SINGLE)
                .getInstance()
                .infoAsync(RedisNode.InfoSection.REPLICATION)
                .thenAccept(this::check);
    }

    private void check(Map<String, String> info) {
        boolean replica = "slave".equals(info.get("role"));
        roles.found(replica);
        if (replica) {
            closeConnections.run();
        }
    }
}
