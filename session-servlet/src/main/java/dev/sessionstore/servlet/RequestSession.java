package dev.sessionstore.servlet;

import dev.sessionstore.session.Session;
import dev.sessionstore.session.SessionExchange;
import dev.sessionstore.session.SessionManager;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The session of one request through all its dispatches, kept as a request attribute. Its steps are taken one after another,
 * but with asynchronous requests on changing threads.
 */
final class RequestSession {

    static final String ATTRIBUTE = RequestSession.class.getName();

    private static final System.Logger LOG = System.getLogger(SessionFilter.class.getName());
    private static final String SET_COOKIE = "Set-Cookie";

    private final SessionManager manager;
    private final AttributeTypes types;
    private final Listeners listeners;
    private final AtomicBoolean finished = new AtomicBoolean();
    private final AtomicInteger asyncStarts = new AtomicInteger();
    private volatile SessionExchange exchange;
    private volatile @Nullable SessionView view;
    private volatile boolean committed;
    private volatile @Nullable String setCookie;
    private volatile @Nullable RuntimeException failure;

    RequestSession(SessionManager manager, HttpServletRequest request, AttributeTypes types, Listeners listeners) {
        this.manager = manager;
        this.types = types;
        this.listeners = listeners;
        this.exchange = manager.open(ServletSessionRequest.of(request));
    }

    static @Nullable RequestSession of(ServletRequest request) {
        return (RequestSession) request.getAttribute(ATTRIBUTE);
    }

    SessionExchange exchange() {
        return exchange;
    }

    String cookieName() {
        return manager.name();
    }

    /**
     * The session as {@code HttpSession}; the same object until it is invalidated.
     *
     * @param create whether to begin one if there is none
     * @return null if there is none and none is to begin
     * @throws IllegalStateException when one would have to begin, and cannot
     */
    @Nullable
    SessionView view(boolean create, HttpServletRequest request) {
        SessionView current = view;
        if (current != null && exchange.session().isEmpty()) {
            if (!create) {
                return null;
            }
            beginAnew(request);
            current = null;
        }
        if (current == null) {
            Session session = exchange.session().orElse(null);
            if (session == null) {
                return refuseIf(create);
            }
            boolean begins = session.isNew() && session.names().isEmpty();
            if (begins && !create) {
                return null;
            }
            current = new SessionView(session, request.getServletContext(), types, listeners);
            view = current;
            if (begins) {
                session.markChanged();
                listeners.created(current);
            }
        }
        return current;
    }

    private static @Nullable SessionView refuseIf(boolean create) {
        if (create) {
            throw new IllegalStateException(
                    "This request can have no session: its path is outside the cookie's, the session was"
                            + " destroyed or unset, or the store is down and requests go on without one");
        }
        return null;
    }

    /** After the session of the request's cookie was invalidated: another one, which knows of no cookie. */
    private void beginAnew(HttpServletRequest request) {
        if (committed) {
            throw new IllegalStateException("The response has begun to leave, it is too late for a new session");
        }
        exchange.commit();
        exchange.finish();
        exchange = manager.open(ServletSessionRequest.withoutCookies(request));
        view = null;
    }

    /**
     * Saves the session and adds its cookie to the response, at the first call.
     *
     * @throws RuntimeException as {@link SessionExchange#commit} does; later calls do nothing then
     */
    void commit(HttpServletResponse response) {
        if (committed) {
            return;
        }
        committed = true;
        try {
            exchange.commit().ifPresent(value -> setCookie = value);
        } catch (RuntimeException e) {
            failure = e;
            throw e;
        }
        addCookie(response);
    }

    /** Adds the saved session's cookie to a response that lacks it. */
    void addCookie(HttpServletResponse response) {
        String value = setCookie;
        if (value != null && !response.getHeaders(SET_COOKIE).contains(value)) {
            response.addHeader(SET_COOKIE, value);
        }
    }

    /** What the session could not be loaded or saved for, if the response is the answer to that. */
    @Nullable
    RuntimeException failure() {
        return failure;
    }

    /** The response is no longer about what the handler did, but about this. */
    void failed(RuntimeException why) {
        committed = true;
        failure = why;
    }

    /** From now on the end of the request is the end of its asynchronous part. */
    void goesAsync() {
        asyncStarts.incrementAndGet();
    }

    int asyncStarts() {
        return asyncStarts.get();
    }

    /** The end of the request. What fails now can no longer be told to the client, the response has left. */
    void finish() {
        if (!finished.compareAndSet(false, true)) {
            return;
        }
        try {
            exchange.finish();
        } catch (RuntimeException e) {
            if (failure == null) {
                LOG.log(System.Logger.Level.WARNING, "The session could not be saved after the response had left", e);
            }
        }
    }
}
