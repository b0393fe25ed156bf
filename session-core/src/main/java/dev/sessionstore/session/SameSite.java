package dev.sessionstore.session;

/** The SameSite attribute of the session cookie (RFC 6265bis). */
public enum SameSite {
    /** Sent with requests from the same site only. */
    STRICT,
    /** Sent with top-level navigation from other sites, too. The default of this library. */
    LAX,
    /** Sent always; browsers require a secure cookie then. */
    NONE,
    /** Decided when a session begins: {@link #NONE} for a secure request, else {@link #LAX}. */
    AUTO,
    /** No attribute in the header and no member in the stored cookie, as when Express is not given the option. */
    OMIT
}
