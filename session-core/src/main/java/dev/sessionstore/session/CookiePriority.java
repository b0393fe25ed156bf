package dev.sessionstore.session;

/** The Priority attribute of the session cookie: which cookies a browser that is short of room keeps. */
public enum CookiePriority {
    /** Dropped first. */
    LOW,
    /** What browsers take when nothing is said. */
    MEDIUM,
    /** Dropped last. */
    HIGH
}
