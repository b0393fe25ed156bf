package dev.sessionstore.redis.jedis;

import dev.sessionstore.redis.RoleChecks;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * Decides which connections are checked before their next use, and checks them with HELLO, which every user may send and whose
 * answer names the role of the server. A connection in steady use is checked every five seconds. One that was idle for a
 * second, or not used since another was lost, is checked before the next command.
 */
final class DeadConnectionDetector {

    private static final long IDLE = TimeUnit.SECONDS.toNanos(1);
    private static final long CHECK_EVERY = TimeUnit.SECONDS.toNanos(5);
    private static final int FORGET_ABOVE = 256;

    private record Usage(long used, long checked) {}

    private final Map<Connection, Usage> usages = new ConcurrentHashMap<>();
    private final RoleChecks roles = new RoleChecks();
    private volatile long lastLoss = System.nanoTime();
    private volatile long lastReplicaLeft = System.nanoTime() - CHECK_EVERY;

    boolean mustCheck(Connection connection) {
        Usage last = usages.get(connection);
        long now = System.nanoTime();
        return last == null || now - last.used > IDLE || now - last.checked > CHECK_EVERY || last.used - lastLoss < 0;
    }

    void used(Connection connection) {
        long now = System.nanoTime();
        usages.computeIfPresent(connection, (same, last) -> new Usage(now, last.checked));
    }

    /** Called when a connection was lost: all others are checked before their next use. */
    void checkAll() {
        lastLoss = System.nanoTime();
        usages.clear();
    }

    /**
     * Sends HELLO.
     *
     * @return false when the connection leads to a replica and another one should be used
     * @throws JedisConnectionException when there is no answer
     */
    boolean check(Connection connection) {
        if (leadsToReplica(connection) && leaveReplica()) {
            return false;
        }
        long now = System.nanoTime();
        if (usages.size() > FORGET_ABOVE) {
            usages.values().removeIf(last -> now - last.used > IDLE);
        }
        usages.put(connection, new Usage(now, now));
        return true;
    }

    /** Where the address leads to a replica for good, another connection does not help, so it is tried less and less often. */
    private boolean leaveReplica() {
        long now = System.nanoTime();
        if (now - lastReplicaLeft < roles.interval().toNanos()) {
            return false;
        }
        lastReplicaLeft = now;
        roles.found(true);
        return true;
    }

    private boolean leadsToReplica(Connection connection) {
        Object answer;
        try {
            answer = connection.executeCommand(new CommandArguments(Protocol.Command.HELLO));
        } catch (JedisDataException refused) {
            return false;
        }
        boolean replica = RoleChecks.isReplica(JedisReplies.words(answer));
        if (!replica) {
            roles.found(false);
        }
        return replica;
    }
}
