package dev.sessionstore.session;

/**
 * An attribute cannot be written as JSON, would not come back as it was put, or its JSON does not fit the requested type.
 * Nothing was changed.
 */
public class SessionAttributeException extends SessionException {

    private static final long serialVersionUID = 1L;

    SessionAttributeException(String message) {
        super(message, null);
    }
}
