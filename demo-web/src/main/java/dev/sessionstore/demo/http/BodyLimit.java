package dev.sessionstore.demo.http;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/**
 * Keeps threads for requests without a body: a body is read by a thread that waits for it, so that many slow clients would take
 * all threads. A connection that has carried a body is closed after its answer, since Tomcat would otherwise wait for the unread
 * rest of it.
 */
final class BodyLimit extends ValveBase {

    private static final int MOST_AT_ONCE = 64;

    private final Semaphore permits = new Semaphore(MOST_AT_ONCE);

    BodyLimit() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (!hasBody(request)) {
            getNext().invoke(request, response);
            return;
        }
        response.setHeader("Connection", "close");
        try {
            if (permits.tryAcquire()) {
                answer(request, response);
            } else {
                response.setHeader("Retry-After", "5");
                response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE, "Too many requests with a body");
            }
        } finally {
            request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
        }
    }

    private void answer(Request request, Response response) throws IOException, ServletException {
        try {
            getNext().invoke(request, response);
        } finally {
            permits.release();
        }
    }

    private static boolean hasBody(Request request) {
        String length = request.getHeader("Content-Length");
        return (length != null && !length.equals("0")) || request.getHeader("Transfer-Encoding") != null;
    }
}
