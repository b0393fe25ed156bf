package dev.sessionstore.session;

import dev.sessionstore.Store;
import java.util.Objects;

/**
 * The sessions of an application: a store with options. Thread-safe; build one and keep it. The store stays the caller's:
 * it is never closed here, and several managers may share it.
 */
public final class SessionManager {

    private final SessionContext context;

    SessionManager(SessionContext context) {
        this.context = context;
    }

    /**
     * Begins with the defaults.
     *
     * @param store keeps the sessions
     * @return a builder on which at least {@link SessionManagerBuilder#secret(String)} has to be called
     */
    public static SessionManagerBuilder builder(Store store) {
        return new SessionManagerBuilder(store);
    }

    /**
     * Begins a request. Does not call the store.
     *
     * @param request the request; read during the whole exchange
     * @return to be committed and finished by the caller
     */
    public SessionExchange open(SessionRequest request) {
        return new SessionExchange(context, Objects.requireNonNull(request, "request"));
    }

    /** {@return the cookie's name} */
    public String cookieName() {
        return context.settings().name();
    }
}
