package dev.sessionstore;

import org.jspecify.annotations.Nullable;

/**
 * The backend refused the call: a value of the wrong type, a missing permission, a text too large. Trying the same again will
 * not help. The message names the operation and the backend, never the data and no whole sid.
 */
public class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message the operation, the backend and why
     */
    public StoreException(String message) {
        super(message);
    }

    /**
     * @param message the operation, the backend and why
     * @param cause what the backend's client threw
     */
    public StoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
