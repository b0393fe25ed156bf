package dev.sessionstore.servlet;

import dev.sessionstore.session.SessionExchange;
import jakarta.servlet.ServletRequest;
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

    private final SessionExchange exchange;
    private final AtomicBoolean finished = new AtomicBoolean();
    private final AtomicInteger asyncStarts = new AtomicInteger();
    private volatile boolean committed;
    private volatile @Nullable String setCookie;
    private volatile @Nullable RuntimeException failure;

    RequestSession(SessionExchange exchange) {
        this.exchange = exchange;
    }

    static @Nullable RequestSession of(ServletRequest request) {
        return (RequestSession) request.getAttribute(ATTRIBUTE);
    }

    SessionExchange exchange() {
        return exchange;
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
