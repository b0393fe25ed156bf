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

/** A request with our session. Its asynchronous part is followed to its end and uses our response. */
final class SessionRequestWrapper extends HttpServletRequestWrapper {

    private static final String SIGNED = "s:";

    private final RequestScope scope;
    private final CommitOnFirstByteResponse response;

    SessionRequestWrapper(HttpServletRequest request, CommitOnFirstByteResponse response, RequestScope scope) {
        super(request);
        this.scope = scope;
        this.response = response;
        scope.onComplete(() -> setRequest(EndedExchange.REQUEST));
    }

    /** {@return whether one of the wrappers of a request is ours} */
    static boolean isIn(ServletRequest request) {
        for (ServletRequest one = request; one instanceof ServletRequestWrapper wrapper; one = wrapper.getRequest()) {
            if (one instanceof SessionRequestWrapper) {
                return true;
            }
        }
        return false;
    }

    /** Its own scope, even while an error page of the same request has another one. */
    @Override
    public @Nullable Object getAttribute(String name) {
        return RequestScope.ATTRIBUTE.equals(name) ? scope : super.getAttribute(name);
    }

    @Override
    public HttpSession getSession() {
        return Objects.requireNonNull(scope.httpSession(true, this, response));
    }

    @Override
    public @Nullable HttpSession getSession(boolean create) {
        return scope.httpSession(create, this, response);
    }

    @Override
    public String changeSessionId() {
        HttpSessionAdapter httpSession = scope.httpSession(false, this, response);
        if (httpSession == null) {
            throw new IllegalStateException("This request has no session whose id could change");
        }
        return httpSession.changeId();
    }

    /** From the cookie, whether or not there is such a session; never from the URL. */
    @Override
    public @Nullable String getRequestedSessionId() {
        Cookie[] cookies = getCookies();
        if (cookies == null) {
            return null;
        }
        return Arrays.stream(cookies)
                .filter(cookie -> cookie.getName().equals(scope.cookieName()))
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
        return scope.session().filter(found -> !found.isNew()).isPresent();
    }

    @Override
    public boolean isRequestedSessionIdFromCookie() {
        return getRequestedSessionId() != null;
    }

    /** Never: a link could then choose the session of the user who follows it. */
    @Override
    public boolean isRequestedSessionIdFromURL() {
        return false;
    }

    /** With our request and response: the container's own response would be sent without saving the session. */
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
        SessionAsyncContext ours = scope.async().current();
        return ours != null && ours.wraps(current) ? ours : current;
    }

    @Override
    public @Nullable RequestDispatcher getRequestDispatcher(String path) {
        RequestDispatcher dispatcher = super.getRequestDispatcher(path);
        return dispatcher == null ? null : new SessionDispatcher(dispatcher, response);
    }

    private AsyncContext follow(Supplier<AsyncContext> start, boolean original) {
        SessionAsyncContext followed = new SessionAsyncContext(scope.async().start(start), original, scope, response);
        followed.begin();
        return followed;
    }
}
