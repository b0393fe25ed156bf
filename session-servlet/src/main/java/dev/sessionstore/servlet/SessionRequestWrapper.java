package dev.sessionstore.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpSession;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A request with our session, whose asynchronous part is followed to its end and answered through our response. */
final class SessionRequestWrapper extends HttpServletRequestWrapper {

    private static final String SIGNED = "s:";

    private final RequestScope session;
    private final CommitOnFirstByteResponse response;

    SessionRequestWrapper(HttpServletRequest request, CommitOnFirstByteResponse response, RequestScope session) {
        super(request);
        this.session = session;
        this.response = response;
        session.atTheEnd(() -> setRequest(EndedExchange.REQUEST));
    }

    /** Whether there is one of ours among the wrappers of a request. */
    static boolean isIn(ServletRequest request) {
        for (ServletRequest one = request; one instanceof ServletRequestWrapper wrapper; one = wrapper.getRequest()) {
            if (one instanceof SessionRequestWrapper) {
                return true;
            }
        }
        return false;
    }

    /** Its own session, even while an error page of the same request has another one. */
    @Override
    public @Nullable Object getAttribute(String name) {
        return RequestScope.ATTRIBUTE.equals(name) ? session : super.getAttribute(name);
    }

    @Override
    public HttpSession getSession() {
        return Objects.requireNonNull(session.view(true, this, response));
    }

    @Override
    public @Nullable HttpSession getSession(boolean create) {
        return session.view(create, this, response);
    }

    @Override
    public String changeSessionId() {
        HttpSessionAdapter view = session.view(false, this, response);
        if (view == null) {
            throw new IllegalStateException("This request has no session whose id could change");
        }
        return view.changeId();
    }

    /** As the cookie names it, whether or not there is such a session; never from the URL. */
    @Override
    public @Nullable String getRequestedSessionId() {
        Cookie[] cookies = getCookies();
        if (cookies == null) {
            return null;
        }
        return Arrays.stream(cookies)
                .filter(cookie -> cookie.getName().equals(session.cookieName()))
                .findFirst()
                .flatMap(cookie -> sid(cookie.getValue()))
                .orElse(null);
    }

    private static Optional<String> sid(String cookieValue) {
        String value;
        try {
            value = URLDecoder.decode(cookieValue.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        int dot = value.lastIndexOf('.');
        return value.startsWith(SIGNED) && dot > SIGNED.length()
                ? Optional.of(value.substring(SIGNED.length(), dot))
                : Optional.empty();
    }

    @Override
    public boolean isRequestedSessionIdValid() {
        return session.session().filter(found -> !found.isNew()).isPresent();
    }

    @Override
    public boolean isRequestedSessionIdFromCookie() {
        return getRequestedSessionId() != null;
    }

    /** Never: who can make somebody follow a link could choose their session. */
    @Override
    public boolean isRequestedSessionIdFromURL() {
        return false;
    }

    /** The container's own form would answer through the container's response, past the session. */
    @Override
    public AsyncContext startAsync() {
        return follow(() -> super.startAsync(this, response), true);
    }

    @Override
    public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
        return follow(() -> super.startAsync(request, response), false);
    }

    @Override
    public AsyncContext getAsyncContext() {
        AsyncContext current = super.getAsyncContext();
        SessionAsyncContext ours = session.async().current();
        return ours != null && ours.wraps(current) ? ours : current;
    }

    @Override
    public @Nullable RequestDispatcher getRequestDispatcher(String path) {
        RequestDispatcher dispatcher = super.getRequestDispatcher(path);
        return dispatcher == null ? null : new SessionDispatcher(dispatcher, response);
    }

    private AsyncContext follow(Supplier<AsyncContext> start, boolean original) {
        SessionAsyncContext followed =
                new SessionAsyncContext(session.async().start(start), original, session, response);
        followed.begin();
        return followed;
    }
}
