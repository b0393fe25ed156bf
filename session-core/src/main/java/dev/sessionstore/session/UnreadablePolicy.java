package dev.sessionstore.session;

/** What happens to a request whose stored data is no session: not JSON, or without a cookie object. */
public enum UnreadablePolicy {
    /** {@link UnreadableSessionException}, at every request with this cookie, as in Express. The default. */
    FAIL,
    /** A new session with a new id, and a warning in the log. The unreadable record stays until it expires. */
    START_ANEW
}
