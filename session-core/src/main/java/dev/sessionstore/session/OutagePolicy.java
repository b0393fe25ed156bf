package dev.sessionstore.session;

/**
 * What happens to a request when the store is unavailable. Under either policy the browser keeps the cookie it has, so that
 * everybody is still logged in when the store is back. A touch that fails at the end of a request is only logged.
 */
public enum OutagePolicy {
    /** {@link SessionUnavailableException}, which a web adapter answers with 503. The default. */
    FAIL,
    /** The request continues without a session; changes that cannot be saved are dropped and logged. */
    CONTINUE_WITHOUT_SESSION
}
