package dev.sessionstore.redis;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The servers that were found not to know {@code IFEQ}, for a minute each, lest the command be sent in vain every time. What
 * is remembered or forgotten wrongly costs a round trip and nothing else.
 */
final class ServersWithoutIfeq {

    private static final long REMEMBERED = Duration.ofMinutes(1).toNanos();

    private final Map<Object, Long> since = new ConcurrentHashMap<>();

    boolean contains(Object server) {
        Long found = since.get(server);
        if (found == null) {
            return false;
        }
        if (System.nanoTime() - found < REMEMBERED) {
            return true;
        }
        since.remove(server, found);
        return false;
    }

    void add(Object server) {
        since.put(server, System.nanoTime());
    }

    void clear() {
        since.clear();
    }
}
