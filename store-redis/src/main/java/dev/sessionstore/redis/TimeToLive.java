package dev.sessionstore.redis;

import dev.sessionstore.StoreArguments;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Between instants of the application's clock and the milliseconds from now that Redis is told, so that the two clocks need
 * not agree.
 *
 * @param clock tells now
 */
record TimeToLive(InstantSource clock) {

    /** Told instead of a later expiry: 285,000 years, which a double holds exactly, as scripts and JavaScript clients need. */
    static final long LATEST = (1L << 53) - 1;

    /** Milliseconds until then, rounded up, so that a session never ends early; 0 when it is past. */
    long until(Instant expiresAt) {
        long end = StoreArguments.toMillis(expiresAt);
        long now = clock.millis();
        if (end <= now) {
            return 0;
        }
        long left = end - now;
        return left < 0 ? LATEST : Math.min(left, LATEST);
    }

    Instant fromNow(long millis) {
        return clock.instant().plusMillis(millis);
    }
}
