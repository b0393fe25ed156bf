package dev.sessionstore.moving;

import dev.sessionstore.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * Whether two stores work on the same sessions, two clients of one server for example. A move between them would remove every
 * session as moved. Found out by trying, in the direction in which no copy of another node can mislead.
 */
final class SameSessions {

    private static final Duration LIFETIME = Duration.ofSeconds(10);

    private SameSessions() {}

    static boolean of(Store from, Store to, Instant now) {
        String probe = "probe-" + UUID.randomUUID();
        to.set(probe, "null", now.plus(LIFETIME));
        try {
            return from.get(probe).isPresent();
        } finally {
            to.destroy(probe);
        }
    }
}
