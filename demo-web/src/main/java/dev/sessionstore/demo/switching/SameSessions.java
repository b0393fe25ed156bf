package dev.sessionstore.demo.switching;

import dev.sessionstore.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** Whether two stores work on the same sessions, two Redis clients on one server for example. Found out by trying. */
final class SameSessions {

    private static final Duration LIFETIME = Duration.ofSeconds(10);

    private SameSessions() {}

    static boolean of(Store inUse, Store other) {
        String probe = "probe-" + UUID.randomUUID();
        other.set(probe, "null", Instant.now().plus(LIFETIME));
        try {
            return inUse.get(probe).isPresent();
        } finally {
            other.destroy(probe);
        }
    }
}
