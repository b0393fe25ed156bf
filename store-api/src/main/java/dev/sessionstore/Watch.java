package dev.sessionstore;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What {@link Watching#watch} begins. Thread-safe. */
public interface Watch extends AutoCloseable {

    /**
     * Reads a session, with its expiry in the same round trip. Its <b>next</b> change is reported to the watcher, if the link was up:
     * every change that happens after the read does is reported after this call began. A session of which a change was reported is
     * to be read again before the next one is reported. When there is no link this reads like {@link Store#get} and says so.
     *
     * @param sid the session's id; one that the store refuses is absent
     * @return what was there
     * @throws StoreUnavailableException when there was no answer in time
     * @throws StoreException when the backend refused
     * @throws IllegalStateException after {@link #close()} or {@link Store#close()}
     */
    Reading read(String sid);

    /**
     * How far the reports lag behind at most: every change of a session that was read by this watch, and whose write was
     * acknowledged longer ago than this, has been reported, that is {@link Watching.Watcher#changed} has returned.
     *
     * @return nanoseconds; {@link Long#MAX_VALUE} while there is no link
     */
    long lagNanos();

    /** Ends the reports. Idempotent. */
    @Override
    void close();

    /**
     * A session as it was read.
     *
     * @param data its text; null when there was none
     * @param expiresAt not later than its expiry, by the application's clock; {@link Instant#MIN} when there was no session, and
     *     when it is not known
     * @param watched whether its next change is reported
     */
    record Reading(@Nullable String data, Instant expiresAt, boolean watched) {

        /** {@return that there is no session} */
        public static Reading absent(boolean watched) {
            return new Reading(null, Instant.MIN, watched);
        }
    }
}
