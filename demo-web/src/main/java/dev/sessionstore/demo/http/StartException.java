package dev.sessionstore.demo.http;

import org.jspecify.annotations.Nullable;

/** The demo cannot start; the message is the one line that the user gets to see. */
public final class StartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates one.
     *
     * @param message one line
     * @param cause or null
     */
    public StartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
