package dev.sessionstore.bench.web;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Two bytes for what was done, 409 for a session that was not there. */
final class BenchServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final byte[] OK = "ok".getBytes(StandardCharsets.US_ASCII);

    private final transient SessionRoutes work;

    BenchServlet(SessionRoutes work) {
        this.work = work;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!isDone(request)) {
            response.sendError(HttpServletResponse.SC_CONFLICT);
            return;
        }
        response.setContentType("text/plain");
        response.setContentLength(OK.length);
        response.getOutputStream().write(OK);
    }

    private boolean isDone(HttpServletRequest request) {
        return switch (request.getRequestURI()) {
            case "/hello" -> true;
            case "/login" -> {
                work.login(request);
                yield true;
            }
            case "/read" -> work.read(request);
            case "/change" -> work.change(request);
            case "/logout" -> work.logout(request);
            default -> false;
        };
    }
}
