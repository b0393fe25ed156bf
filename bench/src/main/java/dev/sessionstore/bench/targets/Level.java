package dev.sessionstore.bench.targets;

/** How much of a request a target does. */
public enum Level {
    /** The store alone, given ready JSON; its baseline is the raw client. */
    STORE,
    /**
     * From the signed cookie to the Set-Cookie header through {@code SessionManager}; its baseline is the raw client with
     * Jackson's parse and write of the same JSON and an HMAC-SHA256 check of the cookie.
     */
    SESSION,
    /** A request to a web server in a process of its own; its baseline is a request to the same server without a session. */
    HTTP
}
