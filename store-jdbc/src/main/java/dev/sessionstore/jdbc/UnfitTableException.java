package dev.sessionstore.jdbc;

import dev.sessionstore.StoreException;

/** The table exists but cannot keep sessions exactly. The message says what to change. */
public final class UnfitTableException extends StoreException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what to change
     */
    public UnfitTableException(String message) {
        super(message);
    }
}
