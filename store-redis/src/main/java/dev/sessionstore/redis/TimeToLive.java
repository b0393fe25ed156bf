package dev.sessionstore.redis;

import java.time.Duration;
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

    private static final Duration LONGEST = Duration.ofMillis(LATEST);

    /** Milliseconds until then, rounded up, so that a session never ends early; 0 when it is past. */
    long until(Instant expiresAt) {
        Duration left = Duration.between(clock.instant(), expiresAt);
        if (left.isNegative() || left.isZero()) {
            return 0;
        }
        if (left.compareTo(LONGEST) >= 0) {
            return LATEST;
        }
        return left.plusNanos(999_999).toMillis();
    }

    Instant fromNow(long millis) {
        return clock.instant().plusMillis(millis);
    }
}
