package dev.sessionstore.demo.http;

import dev.sessionstore.StoreException;
import dev.sessionstore.session.SessionAttributeException;
import dev.sessionstore.session.SessionUnavailableException;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Dispatches a request to its handler, and answers failures. */
final class DemoServlet extends HttpServlet {

    static final String ERROR_PAGE = "/error";

    private static final long serialVersionUID = 1L;

    private final transient Map<String, Endpoint> endpoints;

    /** @param endpoints of the pages, by path */
    DemoServlet(Map<String, Endpoint> endpoints) {
        this.endpoints = Map.copyOf(endpoints);
    }

    /** Requests of the pages themselves, which have nothing to do with the session of the one who looks at them. */
    boolean isAboutTheDemo(HttpServletRequest request) {
        String path = request.getRequestURI();
        return Page.has(path)
                || isEndpointAboutTheDemo(path)
                || (path.equals(ERROR_PAGE) && request.getDispatcherType() == DispatcherType.ERROR);
    }

    private boolean isEndpointAboutTheDemo(String path) {
        return endpoints.containsKey(path) && !isOfKind(Endpoint.Kind.SESSION_ACTION, path);
    }

    /** {@return whether a path does something to the demo itself} */
    boolean isAction(String path) {
        return isOfKind(Endpoint.Kind.ACTION, path);
    }

    private boolean isOfKind(Endpoint.Kind kind, String path) {
        Endpoint endpoint = endpoints.get(path);
        return endpoint != null && endpoint.kind() == kind;
    }

    /** Takes JSON only, and what cannot be done now is a 409. */
    private boolean isPosted(String path) {
        return path.equals(Routes.ATTRS) || isAction(path) || isOfKind(Endpoint.Kind.SESSION_ACTION, path);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getDispatcherType() == DispatcherType.ERROR) {
            sendError(request, response);
            return;
        }
        if (request.getDispatcherType() == DispatcherType.INCLUDE) {
            return; // an error page for what has been answered in part, the stream of a browser that left for example
        }
        String path = request.getRequestURI();
        Endpoint.Handler handler = handlerOf(path);
        String method = request.getMethod();
        boolean posted = isPosted(path);
        if (handler == null) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND, "There is nothing at " + path);
        } else if (posted ? !method.equals("POST") : !method.equals("GET") && !method.equals("HEAD")) {
            response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED, path + " does not take " + method);
        } else if (posted && !isJson(request)) {
            response.sendError(
                    HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE, path + " takes Content-Type: application/json only");
        } else {
            answer(handler, request, response);
        }
    }

    /** What no form of another site's page can send. */
    private static boolean isJson(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null && type.split(";", 2)[0].strip().equalsIgnoreCase("application/json");
    }

    private Endpoint.@Nullable Handler handlerOf(String path) {
        Routes.Route route = Routes.of(path);
        if (route != null) {
            return route::answer;
        }
        Endpoint endpoint = endpoints.get(path);
        if (endpoint != null) {
            return endpoint.handler();
        }
        return Page.has(path) ? (request, response) -> Page.send(path, response) : null;
    }

    private void answer(Endpoint.Handler handler, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        try {
            handler.answer(request, response);
        } catch (Body.TooSlowException e) {
            response.sendError(HttpServletResponse.SC_REQUEST_TIMEOUT, e.getMessage());
        } catch (IllegalArgumentException | SessionAttributeException e) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST, e.getMessage());
        } catch (IllegalStateException e) {
            if (!isPosted(request.getRequestURI())) {
                throw e;
            }
            response.sendError(HttpServletResponse.SC_CONFLICT, e.getMessage());
        } catch (SessionUnavailableException e) {
            if (!isEndpointAboutTheDemo(request.getRequestURI())) {
                throw e;
            }
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE, e.getMessage());
        } catch (StoreException e) {
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE, e.getMessage());
        }
    }

    private static void sendError(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Object message = request.getAttribute(RequestDispatcher.ERROR_MESSAGE);
        boolean threw = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) != null;
        String text = threw || message == null ? "" : message.toString();
        Json.send(response, Json.object("error", text.isEmpty() ? "Error " + response.getStatus() : text));
    }
}
