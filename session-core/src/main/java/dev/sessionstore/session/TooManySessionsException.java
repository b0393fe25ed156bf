package dev.sessionstore.session;

/** The login is not saved, because its owner has as many sessions as {@link SessionManagerBuilder#maxSessionsPerOwner} allows. */
public final class TooManySessionsException extends SessionException {

    private static final long serialVersionUID = 1L;

    TooManySessionsException(int limit) {
        super(
                "the owner has " + limit
                        + " sessions already, and no more are allowed by the option maxSessionsPerOwner",
                null);
    }
}
