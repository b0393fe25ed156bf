package dev.sessionstore;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All live sessions of one store: those under its own prefix or in its own table, and no others. A prefix includes all that
 * begins with it: a store with prefix {@code sess:} lists and clears the sessions of a store with prefix {@code sess:admin:}
 * too.
 *
 * <p>Meant for administration. It may be slow and puts load on the backend. It takes as long as there are sessions, and ends
 * within the bound of one call once the backend is unavailable. Errors are those of {@link Store}; a sid that the store
 * refuses is absent here.
 */
public interface Listing {

    /**
     * The ids of the live sessions, read page by page while the stream is consumed, in no particular order. A session that is
     * there from beginning to end is listed at least once and may be listed again; one that comes or goes meanwhile may or
     * may not be. An abandoned stream holds nothing, so it need not be closed.
     *
     * @return a lazy, sequential stream; a failure of the backend is thrown by its terminal operation
     */
    Stream<String> sids();

    /**
     * The expiry of one session, no finer than the store's {@link Store#resolution()}.
     *
     * @param sid the session's id
     * @return empty when there is no live session
     */
    Optional<Instant> expiresAt(String sid);

    /** {@return the number of live sessions; exact only while there are no writes} */
    long count();

    /** Removes all sessions of this store and its expired, unswept records. Publishes no event. */
    void clear();
}
