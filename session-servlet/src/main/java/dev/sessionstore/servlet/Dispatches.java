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

    void goOn(RequestScope session, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        DispatcherType type = request.getDispatcherType();
        if (session.isComplete() || type == DispatcherType.ERROR && !session.isNext()) {
            run(session.next(request), request, response, chain);
            return;
        }
        CommitOnFirstByteResponse ours = CommitOnFirstByteResponse.in(response);
        if (type == DispatcherType.ASYNC) {
            if (ours == null) {
                run(session, request, response, chain);
            } else {
                ours.endIsSeen(true);
                run(session, request, response, ours, chain);
            }
        } else if (ours == null || !SessionRequestWrapper.isIn(request)) {
            CommitOnFirstByteResponse wrapped = ours != null ? ours : new CommitOnFirstByteResponse(response, session);
            within(
                    session,
                    new SessionRequestWrapper(request, wrapped, session),
                    ours == null ? wrapped : response,
                    wrapped,
                    chain);
        } else {
            within(session, request, response, ours, chain);
        }
    }

    /** A container may end the response with a forward, so the session is saved before. */
    private static void within(
            RequestScope session,
            HttpServletRequest request,
            HttpServletResponse response,
            CommitOnFirstByteResponse ours,
            FilterChain chain)
            throws IOException, ServletException {
        if (request.getDispatcherType() != DispatcherType.FORWARD) {
            chain.doFilter(request, response);
            return;
        }
        int asyncStarts = session.async().starts();
        ours.endIsSeen(true);
        chain.doFilter(request, response);
        if (session.async().starts() == asyncStarts) {
            ours.commitSession();
        }
    }

    private static void run(
            RequestScope session, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        request.setAttribute(RequestScope.ATTRIBUTE, session);
        CommitOnFirstByteResponse ours = new CommitOnFirstByteResponse(response, session);
        session.addCookie(ours);
        run(session, new SessionRequestWrapper(request, ours, session), ours, ours, chain);
    }

    private static void run(
            RequestScope session,
            HttpServletRequest request,
            HttpServletResponse response,
            CommitOnFirstByteResponse ours,
            FilterChain chain)
            throws IOException, ServletException {
        int asyncStarts = session.async().starts();
        boolean asyncBefore = request.isAsyncStarted();
        try {
            chain.doFilter(request, response);
            if (session.async().starts() == asyncStarts) {
                ours.commitSession();
            }
        } catch (Throwable thrown) {
            if (!ours.sendErrorPageFor(thrown)) {
                ours.handlerThrew(thrown);
                throw thrown;
            }
            if (request.isAsyncStarted()) {
                request.getAsyncContext().complete();
            }
        } finally {
            if (session.async().starts() == 0) {
                if (!asyncBefore && request.isAsyncStarted()) {
                    followUnseen(session, request);
                } else {
                    session.complete();
                }
            }
        }
    }

    /** Somebody went past our request to begin the asynchronous part. */
    private static void followUnseen(RequestScope session, HttpServletRequest request) {
        try {
            request.getAsyncContext().addListener(new Completion(session));
            session.async().begun(null);
        } catch (IllegalStateException e) {
            session.complete(); // another thread has completed it meanwhile
        }
    }
}
