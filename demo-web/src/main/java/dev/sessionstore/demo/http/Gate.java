package dev.sessionstore.demo.http;

import dev.sessionstore.demo.switching.SwitchableStore;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;

/**
 * The first filter of a request: it sends the security headers, refuses what the {@link Guard} refuses, and pins
 * the request to the store in use, so that a switch does not come between its reading and its writing.
 */
final class Gate extends HttpFilter {

    private static final long serialVersionUID = 1L;

    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'self'; base-uri 'none'; form-action 'self'; object-src 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "Referrer-Policy",
            "no-referrer",
            "X-Frame-Options",
            "DENY",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "Cross-Origin-Resource-Policy",
            "same-origin",
            "Permissions-Policy",
            "camera=(), geolocation=(), microphone=()");

    private final transient SwitchableStore store;
    private final transient Guard guard;
    private final transient DemoServlet servlet;
    private final String node;

    Gate(SwitchableStore store, Guard guard, DemoServlet servlet, String node) {
        this.store = store;
        this.guard = guard;
        this.servlet = servlet;
        this.node = node;
    }

    /** Registers this before all filters that are added later. */
    void addTo(ServletContext context) {
        FilterRegistration.Dynamic registration = context.addFilter("gate", this);
        registration.setAsyncSupported(true);
        registration.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ERROR), false, "/*");
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HEADERS.forEach(response::setHeader);
        response.setHeader("X-Session-Store-Node", node);
        if (request.getDispatcherType() == DispatcherType.REQUEST) {
            Optional<String> refusal = refusal(request);
            if (refusal.isPresent()) {
                response.sendError(HttpServletResponse.SC_FORBIDDEN, refusal.get());
                return;
            }
        }
        try (SwitchableStore.Pin pin = store.pin()) {
            chain.doFilter(request, response);
        }
    }

    private Optional<String> refusal(HttpServletRequest request) {
        Optional<String> wrongName = guard.refusalOfName(request);
        if (wrongName.isPresent() || Page.has(request.getRequestURI())) {
            return wrongName;
        }
        Optional<String> refusal = guard.refusalOfSite(request);
        return refusal.isEmpty() && servlet.isAction(request.getRequestURI())
                ? guard.refusalOfAction(request)
                : refusal;
    }
}
