package dev.sessionstore.bench;

/** A target cannot go on. */
final class IterationException extends Exception {

    private static final long serialVersionUID = 1L;

    IterationException(String message, Throwable cause) {
        super(message, cause);
    }
}
