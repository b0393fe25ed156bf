package dev.sessionstore.memory;

/**
 * A stored session. Immutable, so that a reader never sees the text of one write with the expiry of another.
 *
 * @param data the JSON text
 * @param expiresAt the first millisecond at which the session is expired
 * @param slot its place in the queue of the sweeper, never later than {@code expiresAt}
 */
record Entry(String data, long expiresAt, ExpirySlot slot) {

    boolean isExpired(long now) {
        return expiresAt <= now;
    }
}
