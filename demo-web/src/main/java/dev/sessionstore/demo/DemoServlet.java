package dev.sessionstore.demo;

import dev.sessionstore.session.SessionAttributeException;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Finds the route of a request, and the words for what went wrong. */
final class DemoServlet extends HttpServlet {

    static final String ERROR_PAGE = "/error";

    private static final long serialVersionUID = 1L;
    private static final String INSPECT = "/inspect";

    private final transient Inspection inspection;

    DemoServlet(Inspection inspection) {
        this.inspection = inspection;
    }

    /** Requests of the page itself, which have nothing to do with the session of the one who looks at it. */
    static boolean isAboutTheDemo(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.equals(INSPECT) || Page.has(path);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getDispatcherType() == DispatcherType.ERROR) {
            tellError(request, response);
            return;
        }
        String path = request.getRequestURI();
        Routes.Route route = Routes.of(path);
        boolean known = route != null || isAboutTheDemo(request);
        String method = request.getMethod();
        boolean reads = method.equals("GET") || method.equals("HEAD");
        if (!known) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND, "There is nothing at " + path);
        } else if (path.equals(Routes.ATTRS) ? !method.equals("POST") : !reads) {
            response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED, path + " does not take " + method);
        } else if (route == null) {
            showDemo(path, request, response);
        } else {
            try {
                route.answer(request, response);
            } catch (IllegalArgumentException | SessionAttributeException e) {
                response.sendError(HttpServletResponse.SC_BAD_REQUEST, e.getMessage());
            }
        }
    }

    private void showDemo(String path, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (path.equals(INSPECT)) {
            Json.send(response, inspection.of(request));
        } else {
            Page.send(path, response);
        }
    }

    private static void tellError(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Object message = request.getAttribute(RequestDispatcher.ERROR_MESSAGE);
        boolean threw = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) != null;
        String text = threw || message == null ? "" : message.toString();
        Json.send(response, Json.object("error", text.isEmpty() ? "Error " + response.getStatus() : text));
    }
}
