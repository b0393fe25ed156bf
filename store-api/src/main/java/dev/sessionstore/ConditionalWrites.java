package dev.sessionstore;

import java.time.Instant;

/**
 * Writes that look first, in one atomic step with the look: of many at once on any number of nodes, exactly one wins. Errors
 * and argument checks are those of {@link Store}.
 */
public interface ConditionalWrites {

    /**
     * Writes a session only if there is none under this id: a live id is never taken over. What is left of an expired one is
     * no obstacle. Tells {@link StoreEvent.Saved} when it wrote. With an expiry already past it answers as usual, leaves
     * nothing behind and tells nothing.
     *
     * @param sid the session's id
     * @param data a JSON text
     * @param expiresAt the instant until which the session is readable
     * @return true when there was no live session, false when there was one, which then stays as it was
     */
    boolean create(String sid, String data, Instant expiresAt);

    /**
     * Writes text and expiry only if the text there is still the expected one, compared character by character. Tells
     * {@link StoreEvent.Saved} when it wrote. With an expiry already past it compares as usual and, where it would have
     * written, removes instead and tells {@link StoreEvent.Destroyed}; the outcome is the same.
     *
     * @param sid the session's id
     * @param expectedData the text that must be there, as {@link Store#get} gave it; refused like data where no store can have
     *     given it
     * @param data the text to write
     * @param expiresAt the instant until which the session is readable
     * @return whether it was written, and if not, why not
     */
    WriteOutcome replace(String sid, String expectedData, String data, Instant expiresAt);
}
