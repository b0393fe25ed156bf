package dev.sessionstore.session;

/**
 * Other requests changed the session again and again while this one tried to save; nothing of this request's changes is stored.
 */
public class SessionConflictException extends SessionException {

    private static final long serialVersionUID = 1L;

    SessionConflictException(String message) {
        super(message, null);
    }
}
