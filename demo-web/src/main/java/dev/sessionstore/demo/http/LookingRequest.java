package dev.sessionstore.demo.http;

import dev.sessionstore.session.SessionRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;

/**
 * A request that looks at its session without leaving a trace: what is opened with it is never committed. It looks as if it were
 * for a path that the cookie is for.
 */
record LookingRequest(HttpServletRequest request, String path) implements SessionRequest {

    @Override
    public List<String> headers(String name) {
        return Collections.list(request.getHeaders(name));
    }

    @Override
    public boolean encrypted() {
        return false;
    }

    @Override
    public boolean secure() {
        return request.isSecure();
    }
}
