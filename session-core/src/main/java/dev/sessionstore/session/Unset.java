package dev.sessionstore.session;

/** What becomes of the stored session when a request detaches from it with {@link SessionExchange#unset()}. */
public enum Unset {
    /** It stays as it is; changes of this request are dropped. The default. */
    KEEP,
    /** It is destroyed at the end of the request. */
    DESTROY
}
