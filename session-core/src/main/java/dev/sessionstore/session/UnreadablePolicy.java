package dev.sessionstore.session;

/** What happens to a request whose stored data is no session: not JSON, without a cookie object, or sealed with another key. */
public enum UnreadablePolicy {
    /** {@link UnreadableSessionException}, at every request with this cookie, as in Express. The default. */
    FAIL,
    /** A new session with a new id, and a warning in the log. The unreadable record stays until it expires. */
    START_ANEW
}
