package dev.sessionstore.redis;

import dev.sessionstore.StoreArguments;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Converts between instants of the application's clock and milliseconds from now, which Redis is sent. So the two clocks need
 * not agree.
 *
 * @param clock of the application
 */
record TimeToLive(InstantSource clock) {

    /** The longest time to live, 285,000 years. A double holds it exactly, as scripts and JavaScript clients need. */
    static final long LATEST = (1L << 53) - 1;

    /** What PTTL answers for a key that does not expire. */
    static final long NO_EXPIRY = -1;

    /** What PTTL answers when there is no key. */
    static final long NO_KEY = -2;

    /** {@return the milliseconds until an expiry, rounded up, so that a session never ends early; 0 when it is past} */
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
