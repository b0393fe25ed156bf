package dev.sessionstore.redis;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers for a minute which servers do not know {@code IFEQ}, so that the command is not sent in vain every time. A wrong
 * entry, or a missing one, costs one round trip.
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
