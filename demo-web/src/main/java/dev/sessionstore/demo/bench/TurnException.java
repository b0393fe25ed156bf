package dev.sessionstore.demo.bench;

/** A candidate cannot go on. */
final class TurnException extends Exception {

    private static final long serialVersionUID = 1L;

    TurnException(String message, Throwable cause) {
        super(message, cause);
    }
}
