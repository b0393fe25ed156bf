package dev.sessionstore.spring.boot;

/** The configuration does not say which store to use, or names one that is not there. */
class SessionStoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String action;

    SessionStoreException(String description, String action) {
        super(description);
        this.action = action;
    }

    /** {@return what to do} */
    String action() {
        return action;
    }
}
