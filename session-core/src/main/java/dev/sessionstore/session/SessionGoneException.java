package dev.sessionstore.session;

/**
 * The session ended while the request was at work: destroyed, expired or regenerated elsewhere. It was not brought back, and what this request changed is not stored.
 */
public class SessionGoneException extends SessionException {

    private static final long serialVersionUID = 1L;

    SessionGoneException(String message) {
        super(message, null);
    }
}
