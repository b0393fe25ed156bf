package dev.sessionstore.redis.redisson;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.redisson.api.RedissonClient;
import org.redisson.api.redisnode.RedisNode;
import org.redisson.api.redisnode.RedisNodes;

/**
 * Leaves a server that has become a replica while its address leads to another one: it goes on answering reads, with what it
 * last knew. It is asked with INFO while there is traffic, if the user may send that.
 */
final class RoleCheck {

    private static final long EVERY = Duration.ofSeconds(5).toNanos();
    private static final int MOST_DOUBLINGS = 6;

    private final RedissonClient redisson;
    private final Runnable leave;
    private final AtomicLong last = new AtomicLong(System.nanoTime());

    /** How often in a row a replica was left: where the address leads to one for good, leaving does not help. */
    private final AtomicInteger inVain = new AtomicInteger();

    /**
     * @param redisson of one server
     * @param leave closes its connections
     */
    RoleCheck(RedissonClient redisson, Runnable leave) {
        this.redisson = redisson;
        this.leave = leave;
    }

    /** Asks if it is time to; does not wait for the answer. */
    void whenDue() {
        long now = System.nanoTime();
        long before = last.get();
        if (now - before < EVERY << Math.min(inVain.get(), MOST_DOUBLINGS) || !last.compareAndSet(before, now)) {
            return;
        }
        redisson.getRedisNodes(RedisNodes.SINGLE)
                .getInstance()
                .infoAsync(RedisNode.InfoSection.REPLICATION)
                .thenAccept(this::learned);
    }

    private void learned(Map<String, String> info) {
        if ("slave".equals(info.get("role"))) {
            inVain.incrementAndGet();
            leave.run();
        } else {
            inVain.set(0);
        }
    }
}
