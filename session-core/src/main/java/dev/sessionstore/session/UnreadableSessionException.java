package dev.sessionstore.session;

/** The store has data under this id that is no session, and {@link UnreadablePolicy#FAIL} is chosen. The data stays. */
public class UnreadableSessionException extends SessionException {

    private static final long serialVersionUID = 1L;

    UnreadableSessionException(String message) {
        super(message, null);
    }
}
