package dev.sessionstore.near;

import java.time.Duration;
import java.time.Instant;

/**
 * A session as it was read.
 *
 * @param epoch of the {@link Copies} when it was read
 * @param expiresAt not later than its expiry, by the application's clock
 * @param readAt when the read began, by {@link System#nanoTime()}
 * @param lifeNanos how long it lives from then on
 */
record Copy(String data, long epoch, Instant expiresAt, long readAt, long lifeNanos) {

    /** What an entry takes beside its text: the record, the sid, Caffeine's node and map entry; an estimate on the safe side. */
    private static final int OVERHEAD = 400;

    /**
     * @param ticket of the read
     * @param before when the read began, by the application's clock
     * @param expiresAt not later than its expiry
     * @param longest how long it may be used at most
     */
    static Copy of(String data, Copies.Ticket ticket, Instant before, Instant expiresAt, Duration longest) {
        Duration life = before.plus(longest).isBefore(expiresAt) ? longest : Duration.between(before, expiresAt);
        return new Copy(data, ticket.epoch(), expiresAt, ticket.readAt(), life.toNanos());
    }

    /** {@return the memory it takes in bytes, at most two per character} */
    int bytes() {
        return (int) Math.min(Integer.MAX_VALUE, OVERHEAD + 2L * data.length());
    }

    /** {@return whether the session is live by both clocks} A clock that is set back makes no session live longer. */
    boolean isLive(Instant now, long nanoTime) {
        return nanoTime - readAt < lifeNanos && now.isBefore(expiresAt);
    }
}
