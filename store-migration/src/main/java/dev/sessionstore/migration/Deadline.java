package dev.sessionstore.migration;

import dev.sessionstore.StoreUnavailableException;
import java.time.Duration;

/**
 * Until when the steps of one call may begin: a call of a MigratingStore is several calls of stores, each with its own timeout.
 *
 * @param nanoTime by {@link System#nanoTime}
 * @param timeout what the call was given
 */
record Deadline(long nanoTime, Duration timeout) {

    static Deadline after(Duration timeout) {
        return new Deadline(System.nanoTime() + timeout.toNanos(), timeout);
    }

    /** Called before each step. */
    void check() {
        if (System.nanoTime() - nanoTime > 0) {
            throw new StoreUnavailableException("The call while sessions are moved took longer than "
                    + timeout.toMillis() + " ms and was given up; a write may or may not have happened");
        }
    }
}
