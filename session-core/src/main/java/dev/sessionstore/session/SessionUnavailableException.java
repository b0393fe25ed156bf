package dev.sessionstore.session;

import org.jspecify.annotations.Nullable;

/**
 * The store was unavailable or did not answer in time: nothing is known of the session, and a write may or may not have
 * happened. A web adapter answers 503 and leaves the browser's cookie alone.
 */
public class SessionUnavailableException extends SessionException {

    private static final long serialVersionUID = 1L;

    SessionUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
