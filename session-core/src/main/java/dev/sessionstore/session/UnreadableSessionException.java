package dev.sessionstore.session;

import org.jspecify.annotations.Nullable;

/**
 * The store has data under this id that is no session, and {@link UnreadablePolicy#FAIL} is chosen; or an attribute's JSON does not fit the type that was asked for.
 */
public class UnreadableSessionException extends SessionException {

    private static final long serialVersionUID = 1L;

    UnreadableSessionException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
