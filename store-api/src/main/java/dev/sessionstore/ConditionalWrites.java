package dev.sessionstore;

import java.time.Instant;

/**
 * Writes that compare first. Comparison and write are one atomic step: of many such writes at once, on any number of nodes,
 * exactly one wins. Errors and argument checks are those of {@link Store}.
 */
public interface ConditionalWrites {

    /**
     * Writes a session only if there is none under this id: a live id is never taken over, an expired, unswept record is
     * overwritten. Publishes {@link StoreEvent.Saved} when it wrote. With an expiry already past it answers as usual, leaves
     * nothing behind and publishes nothing.
     *
     * @param sid the session's id
     * @param data a JSON text
     * @param expiresAt the instant until which the session is readable
     * @return true when there was no live session, false when there was one, which then stays as it was
     */
    boolean create(String sid, String data, Instant expiresAt);

    /**
     * Writes text and expiry only if the text there is still the expected one, compared character by character. Publishes
     * {@link StoreEvent.Saved} when it wrote. With an expiry already past it compares as usual and, where it would have
     * written, removes the session and publishes {@link StoreEvent.Destroyed}; the outcome is the same.
     *
     * @param sid the session's id
     * @param expectedData the text that must be there, as {@link Store#get} returned it; checked like {@code data}
     * @param data the text to write
     * @param expiresAt the instant until which the session is readable
     * @return whether it was written, and if not, why not
     */
    WriteOutcome replace(String sid, String expectedData, String data, Instant expiresAt);
}
