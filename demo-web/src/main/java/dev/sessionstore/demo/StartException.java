package dev.sessionstore.demo;

import org.jspecify.annotations.Nullable;

/** The demo cannot start; the message is the one line that the user gets to see. */
final class StartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
