package dev.sessionstore.session;

/** What happens to a login that is one too many for its owner; see {@link SessionManagerBuilder#maxSessionsPerOwner}. */
public enum OwnerLimit {
    /** The login succeeds, and the sessions that have been logged in longest end. */
    OLDEST_ENDS,
    /** The login fails with {@link TooManySessionsException}, and the other sessions stay. */
    REFUSE
}
