package dev.sessionstore.servlet;

import dev.sessionstore.session.SessionRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A servlet request for the session layer.
 *
 * @param cookies the Cookie headers to use; null for those of the request
 */
record ServletRequestAdapter(
        HttpServletRequest request, @Nullable List<String> cookies) implements SessionRequest {

    /** Present when the container itself ended the TLS connection (Servlet 6.0, section 3.9). */
    private static final String CIPHER_SUITE = "jakarta.servlet.request.cipher_suite";

    static ServletRequestAdapter of(HttpServletRequest request) {
        return new ServletRequestAdapter(request, null);
    }

    static ServletRequestAdapter withCookie(HttpServletRequest request, String cookie) {
        return new ServletRequestAdapter(request, List.of(cookie));
    }

    @Override
    public String path() {
        return request.getRequestURI();
    }

    @Override
    public List<String> headers(String name) {
        if (cookies != null && name.equalsIgnoreCase("Cookie")) {
            return cookies;
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
