package dev.sessionstore.bench.web;

import jakarta.servlet.http.HttpServletRequest;

/** What a request does with its session, through one session library. */
public interface SessionRoutes {

    /**
     * Begins a session with the payload and a counter at 0.
     *
     * @param request without a session
     */
    void login(HttpServletRequest request);

    /**
     * Reads one attribute.
     *
     * @param request with a session
     * @return whether session and attribute were there
     */
    boolean read(HttpServletRequest request);

    /**
     * Reads one attribute and adds 1 to the counter.
     *
     * @param request with a session
     * @return whether session, attribute and counter were there
     */
    boolean change(HttpServletRequest request);

    /**
     * Ends the session.
     *
     * @param request with a session
     * @return whether it was there
     */
    boolean logout(HttpServletRequest request);
}
