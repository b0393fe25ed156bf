package dev.sessionstore.servlet;

import dev.sessionstore.session.SessionRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/**
 * What the session layer asks of a servlet request.
 *
 * @param sendsCookies whether the session layer is to see the cookies of the request
 */
record ServletSessionRequest(HttpServletRequest request, boolean sendsCookies) implements SessionRequest {

    /** Present when the container itself ended the TLS connection (Servlet 6.0, section 3.9). */
    private static final String CIPHER_SUITE = "jakarta.servlet.request.cipher_suite";

    static ServletSessionRequest of(HttpServletRequest request) {
        return new ServletSessionRequest(request, true);
    }

    static ServletSessionRequest withoutCookies(HttpServletRequest request) {
        return new ServletSessionRequest(request, false);
    }

    @Override
    public String path() {
        return request.getRequestURI();
    }

    @Override
    public List<String> headers(String name) {
        if (!sendsCookies && name.equalsIgnoreCase("Cookie")) {
            return List.of();
        }
        Enumeration<String> values = request.getHeaders(name);
        return values == null ? List.of() : Collections.list(values);
    }

    @Override
    public boolean encrypted() {
        return request.isSecure() && request.getAttribute(CIPHER_SUITE) != null;
    }

    @Override
    public boolean secure() {
        return request.isSecure();
    }
}
