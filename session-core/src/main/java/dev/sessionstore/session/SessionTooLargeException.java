package dev.sessionstore.session;

/**
 * The session's JSON is larger than {@link SessionManagerBuilder#maxSize} allows. Nothing of it is stored; what was stored before stays.
 */
public class SessionTooLargeException extends SessionException {

    private static final long serialVersionUID = 1L;

    SessionTooLargeException(String message) {
        super(message, null);
    }
}
