package dev.sessionstore.session;

import org.jspecify.annotations.Nullable;

/**
 * What the session layer reports. The message names the operation and why it failed; never session data, and no whole sid.
 */
public class SessionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SessionException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
