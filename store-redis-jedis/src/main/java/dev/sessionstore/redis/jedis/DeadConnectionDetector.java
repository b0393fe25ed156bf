package dev.sessionstore.redis.jedis;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.util.KeyValue;

/**
 * Which connections are looked at before they are used, and how: with HELLO, which every user may send and whose answer names
 * the role of the server. A connection in steady use is looked at every five seconds; one that was idle for a second, or not
 * used since another was lost, before the next command.
 */
final class DeadConnectionDetector {

    private static final long IDLE = TimeUnit.SECONDS.toNanos(1);
    private static final long CHECK_EVERY = TimeUnit.SECONDS.toNanos(5);
    private static final int MOST_DOUBLINGS = 6;
    private static final int FORGET_ABOVE = 256;

    private record Seen(long used, long checked) {}

    private final Map<Connection, Seen> seen = new ConcurrentHashMap<>();
    private volatile long doubted = System.nanoTime();

    /** How often in a row a replica was left: where the address leads to one for good, leaving does not help. */
    private final AtomicInteger inVain = new AtomicInteger();

    private volatile long left = System.nanoTime() - CHECK_EVERY;

    boolean isDoubtful(Connection connection) {
        Seen last = seen.get(connection);
        long now = System.nanoTime();
        return last == null || now - last.used > IDLE || now - last.checked > CHECK_EVERY || last.used - doubted < 0;
    }

    void used(Connection connection) {
        long now = System.nanoTime();
        seen.computeIfPresent(connection, (same, last) -> new Seen(now, last.checked));
    }

    void doubtAll() {
        doubted = System.nanoTime();
        seen.clear();
    }

    /**
     * Asks the server.
     *
     * @return false when the connection leads to a replica and should be left
     * @throws JedisConnectionException when it does not answer
     */
    boolean check(Connection connection) {
        if (leadsToReplica(connection) && leave()) {
            return false;
        }
        long now = System.nanoTime();
        if (seen.size() > FORGET_ABOVE) {
            seen.values().removeIf(last -> now - last.used > IDLE);
        }
        seen.put(connection, new Seen(now, now));
        return true;
    }

    private boolean leave() {
        long now = System.nanoTime();
        if (now - left < CHECK_EVERY << Math.min(inVain.get(), MOST_DOUBLINGS)) {
            return false;
        }
        left = now;
        inVain.incrementAndGet();
        return true;
    }

    private boolean leadsToReplica(Connection connection) {
        Object answer;
        try {
            answer = connection.executeCommand(new CommandArguments(Protocol.Command.HELLO));
        } catch (JedisDataException refused) {
            return false;
        }
        List<String> words = words(answer);
        boolean replica = isTold(words, "role", "replica") && isTold(words, "mode", "standalone");
        if (!replica) {
            inVain.set(0);
        }
        return replica;
    }

    private static boolean isTold(List<String> namesAndValues, String name, String value) {
        int at = namesAndValues.indexOf(name);
        return at >= 0 && at + 1 < namesAndValues.size() && value.equals(namesAndValues.get(at + 1));
    }

    /** A list of names and values with RESP2, of pairs with RESP3. */
    private static List<String> words(@Nullable Object answer) {
        List<String> words = new ArrayList<>();
        if (answer instanceof List<?> parts) {
            for (Object part : parts) {
                if (part instanceof KeyValue<?, ?> pair) {
                    words.add(word(pair.getKey()));
                    words.add(word(pair.getValue()));
                } else {
                    words.add(word(part));
                }
            }
        }
        return words;
    }

    private static String word(@Nullable Object part) {
        return part instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : String.valueOf(part);
    }
}
