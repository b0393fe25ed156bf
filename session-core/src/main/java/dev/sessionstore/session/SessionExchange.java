package dev.sessionstore.session;

import java.util.Optional;

/**
 * One request and its session, from {@link SessionManager#open} to {@link #finish}. Asks the store only when somebody looks at
 * the session, or when an option needs it. Belongs to one request; not thread-safe.
 */
public final class SessionExchange {

    SessionExchange() {}

    /**
     * The request's session, loaded or begun at the first call. A missing or badly signed cookie begins a session without
     * asking the store, an unknown id begins one under a new id; it is stored at {@link #commit} if something was put into it.
     * Every call gives the same object.
     *
     * @return the session; empty when the request's path is outside the cookie's, when the session was destroyed or unset, or
     *     when the store is down and {@link OutagePolicy#CONTINUE_WITHOUT_SESSION} is chosen
     * @throws SessionUnavailableException when the store could not be asked
     * @throws UnreadableSessionException when the stored data is no session
     */
    public Optional<Session> session() {
        throw new UnsupportedOperationException();
    }

    /**
     * Takes leave of the session, like {@code req.session = null} in Express: its changes are dropped, and what is stored stays
     * or goes as {@link SessionManager.Builder#unset} says. The session object refuses use from now on. Does not ask the store.
     */
    public void unset() {
        throw new UnsupportedOperationException();
    }

    /**
     * To be called right before the first byte of the response leaves: saves or touches the session as the options ask, and
     * tells which cookie to send. When it throws nothing has been sent yet, so the response can still become an error. Only the
     * first call does something.
     *
     * @return the value of a Set-Cookie header to add to the response, beside any that are there; empty when none is due
     * @throws SessionUnavailableException when the store could not be asked
     * @throws SessionConflictException when the changes could not be merged with those of other requests
     * @throws SessionTooLargeException when the session is too large
     */
    public Optional<String> commit() {
        throw new UnsupportedOperationException();
    }

    /**
     * To be called at the end of every request, when no more of it runs: saves what was changed after {@link #commit}, in a
     * session whose cookie the browser has. If nobody committed, it does what can be done without sending a cookie. The session
     * refuses changes afterwards. Idempotent.
     *
     * @throws SessionException as {@link #commit} does
     */
    public void finish() {
        throw new UnsupportedOperationException();
    }
}
