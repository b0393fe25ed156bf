package dev.sessionstore.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.jspecify.annotations.Nullable;

/** A request whose asynchronous part is followed to its end, and is answered through our response. */
final class SessionHttpRequest extends HttpServletRequestWrapper {

    private final RequestSession session;
    private final SessionResponse response;
    private @Nullable SessionAsyncContext async;

    SessionHttpRequest(HttpServletRequest request, SessionResponse response, RequestSession session) {
        super(request);
        this.session = session;
        this.response = response;
    }

    /** The container's own form would answer through the container's response, past the session. */
    @Override
    public AsyncContext startAsync() {
        return follow(super.startAsync(this, response), true);
    }

    @Override
    public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
        return follow(super.startAsync(request, response), false);
    }

    @Override
    public AsyncContext getAsyncContext() {
        AsyncContext current = super.getAsyncContext();
        return async != null && async.wraps(current) ? async : current;
    }

    @Override
    public @Nullable RequestDispatcher getRequestDispatcher(String path) {
        RequestDispatcher dispatcher = super.getRequestDispatcher(path);
        return dispatcher == null ? null : new SessionDispatcher(dispatcher, response);
    }

    private AsyncContext follow(AsyncContext container, boolean original) {
        SessionAsyncContext followed = new SessionAsyncContext(container, original, session, response);
        followed.listen();
        async = followed;
        return followed;
    }
}
