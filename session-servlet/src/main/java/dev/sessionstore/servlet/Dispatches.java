package dev.sessionstore.servlet;

import dev.sessionstore.session.SessionManager;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** What the filter does in each kind of dispatch, from the first one of a request to its end. */
record Dispatches(SessionManager manager, AttributeTypes types, Listeners listeners) {

    void begin(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        run(new RequestScope(manager, request, types, listeners), request, response, chain);
    }

    void resume(RequestScope scope, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        DispatcherType type = request.getDispatcherType();
        if (scope.isComplete() || type == DispatcherType.ERROR && !scope.isNext()) {
            run(scope.next(request), request, response, chain);
            return;
        }
        CommitOnFirstByteResponse ours = CommitOnFirstByteResponse.in(response);
        if (ours == null && type == DispatcherType.INCLUDE) {
            ours = scope.response(); // a second wrapper would not see all bytes, and an include cannot set a cookie
            ours.commitSession();
        }
        if (type == DispatcherType.ASYNC) {
            if (ours == null) {
                run(scope, request, response, chain);
            } else {
                ours.setEndSeen(true);
                run(scope, request, response, ours, chain);
            }
        } else if (ours == null || !SessionRequestWrapper.isIn(request)) {
            CommitOnFirstByteResponse wrapped = ours != null ? ours : new CommitOnFirstByteResponse(response, scope);
            within(
                    scope,
                    new SessionRequestWrapper(request, wrapped, scope),
                    ours == null ? wrapped : response,
                    wrapped,
                    chain);
        } else {
            within(scope, request, response, ours, chain);
        }
    }

    /** A container may end the response with a forward, so the session is saved before. */
    private static void within(
            RequestScope scope,
            HttpServletRequest request,
            HttpServletResponse response,
            CommitOnFirstByteResponse ours,
            FilterChain chain)
            throws IOException, ServletException {
        if (request.getDispatcherType() != DispatcherType.FORWARD) {
            chain.doFilter(request, response);
            return;
        }
        int asyncStarts = scope.async().starts();
        ours.setEndSeen(true);
        chain.doFilter(request, response);
        if (scope.async().starts() == asyncStarts) {
            ours.commitSession();
        }
    }

    private static void run(
            RequestScope scope, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        request.setAttribute(RequestScope.ATTRIBUTE, scope);
        CommitOnFirstByteResponse ours = new CommitOnFirstByteResponse(response, scope);
        scope.begin(ours);
        run(scope, new SessionRequestWrapper(request, ours, scope), ours, ours, chain);
    }

    private static void run(
            RequestScope scope,
            HttpServletRequest request,
            HttpServletResponse response,
            CommitOnFirstByteResponse ours,
            FilterChain chain)
            throws IOException, ServletException {
        int asyncStarts = scope.async().starts();
        boolean asyncBefore = request.isAsyncStarted();
        try {
            chain.doFilter(request, response);
            if (scope.async().starts() == asyncStarts) {
                ours.commitSession();
            }
        } catch (Throwable thrown) {
            if (!ours.sendErrorPageFor(thrown)) {
                ours.commitAfterException(thrown);
                throw thrown;
            }
            if (request.isAsyncStarted()) {
                request.getAsyncContext().complete();
            }
        } finally {
            if (scope.async().starts() == 0) {
                if (!asyncBefore && request.isAsyncStarted()) {
                    followFromOutside(scope, request);
                } else {
                    scope.complete();
                }
            }
        }
    }

    /** The asynchronous part did not begin through our request. */
    private static void followFromOutside(RequestScope scope, HttpServletRequest request) {
        try {
            request.getAsyncContext().addListener(new Completion(scope));
            scope.async().follow(null);
        } catch (IllegalStateException e) {
            scope.complete(); // another thread has completed it meanwhile
        }
    }
}
