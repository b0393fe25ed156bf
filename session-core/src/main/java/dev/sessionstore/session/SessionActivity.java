package dev.sessionstore.session;

/** What the session layer did, for figures: {@link SessionManagerBuilder#onActivity}. */
public enum SessionActivity {
    /** A cookie without a signature, or otherwise not of the form of one of ours, was refused. */
    COOKIE_MALFORMED,
    /** A cookie whose signature none of the secrets made was refused. */
    COOKIE_FORGED,
    /** A cookie was accepted that another secret than the first one signed: as long as there are any, that secret is needed. */
    COOKIE_OF_OLD_SECRET,
    /** A request with an accepted cookie ended without looking at its session. */
    NOT_READ,
    /** A session was read from the store. */
    LOADED,
    /** There was no session under the id of a request, or its absolute lifetime was over. */
    ABSENT,
    /** What was stored was no session. */
    UNREADABLE,
    /** A session was stored for the first time, or under another id. */
    CREATED,
    /** A session was saved that had been stored before. */
    SAVED,
    /** Another request had saved the session meanwhile; the changes were merged, to be saved again. */
    MERGED,
    /** A save failed, since other requests saved first too many times. */
    CONFLICT,
    /** A session had ended while a request was at work; what the request changed is dropped. */
    GONE,
    /** The expiry of a session was moved in the store. */
    RENEWED,
    /** The expiry was not moved, since that was done lately: {@link SessionManagerBuilder#touchEvery}. */
    RENEWAL_SKIPPED,
    /** A session was destroyed by its request. */
    DESTROYED
}
