package dev.sessionstore.session;

/** When a response renews the browser's cookie although the request changed nothing. */
public enum Rolling {
    /**
     * Never, as is the default of Express. The default. A cookie with maxAge then ends that long after the last change,
     * however busy its user is; a cookie without maxAge needs no renewal.
     */
    OFF,
    /**
     * Whenever the request moved the store's expiry, which a process does at most once in {@link
     * SessionManagerBuilder#touchEvery} for each session: the cookie then has its full maxAge again. An active user is not
     * logged out, and most responses need no cookie. A cookie without maxAge is not sent.
     */
    ON_RENEWAL,
    /** With every response, as {@code rolling: true} in Express. Every request loads its session. */
    ALWAYS
}
