package dev.sessionstore.session;

/** The Secure attribute of the session cookie. */
public enum Secure {
    /** Written always; over a connection that is not secure no cookie is sent at all, and no session begins. */
    TRUE,
    /** Never written. */
    FALSE,
    /** Decided when a session begins: as secure as that request. The default of this library. */
    AUTO,
    /** Never written, and no member in the stored cookie, as when Express is not given the option. */
    OMIT
}
