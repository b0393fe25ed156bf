package dev.sessionstore.session;

import java.util.List;

/** What the session layer reads of an HTTP request. The adapter of a web framework implements it; read on one thread only. */
public interface SessionRequest {

    /**
     * {@return the path as the client sent it: any context or mount prefix included, not decoded, without the query} It is
     * compared with the cookie's path.
     */
    String path();

    /**
     * The values of a header as the client sent them, one for each header line, in order.
     *
     * @param name the header's name, compared without regard to case
     * @return the raw values; empty when there is no such header
     */
    List<String> headers(String name);

    /** {@return whether the connection itself is TLS} */
    boolean encrypted();

    /**
     * {@return whether the request is secure by the framework's own rules, those on trusted proxies included} This is
     * what Express calls {@code req.secure}; it counts while {@link SessionManagerBuilder#proxy} is not given.
     */
    boolean secure();
}
