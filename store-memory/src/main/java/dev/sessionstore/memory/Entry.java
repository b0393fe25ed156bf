package dev.sessionstore.memory;

/**
 * A session as it is kept. Immutable, so that a reader never sees the text of one write with the expiry of another.
 *
 * @param data the JSON text
 * @param expiresAt the first millisecond at which the session is expired
 * @param due its place in the queue of the sweeper, never later than {@code expiresAt}
 */
record Entry(String data, long expiresAt, Due due) {

    boolean isExpired(long now) {
        return expiresAt <= now;
    }
}
