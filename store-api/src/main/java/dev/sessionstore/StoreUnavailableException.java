package dev.sessionstore;

import org.jspecify.annotations.Nullable;

/**
 * The store is unavailable or did not answer in time: not reachable, connection lost, no answer, no free connection in the
 * pool, or the calling thread was interrupted (then the cause is an {@link InterruptedException} and the thread's flag is
 * set). A write that ended so was sent at most once; it may or may not have happened, and may still happen later. It never
 * means that there is no session.
 */
public class StoreUnavailableException extends StoreException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message the operation, the backend and why
     */
    public StoreUnavailableException(String message) {
        super(message);
    }

    /**
     * @param message the operation, the backend and why
     * @param cause what the backend's client threw
     */
    public StoreUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
