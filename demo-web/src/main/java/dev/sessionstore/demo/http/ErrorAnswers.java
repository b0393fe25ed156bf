package dev.sessionstore.demo.http;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;

/**
 * Answers requests that Tomcat refuses before they reach the demo, malformed ones for example, in the demo's form. Tomcat's own
 * page shows its version and stack traces. Public, since Tomcat makes it by the name of its class.
 */
public final class ErrorAnswers extends ErrorReportValve {

    private static final int FIRST_ERROR = 400;

    @Override
    protected void report(Request request, Response response, Throwable thrown) {
        int status = response.getStatus();
        if (status < FIRST_ERROR || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        response.setContentType("application/json");
        response.setCharacterEncoding("UTF-8");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cache-Control", "no-store");
        String message = thrown == null ? response.getMessage() : null;
        String error = message == null || message.isEmpty() ? "Error " + status : message;
        try {
            PrintWriter reporter = response.getReporter();
            if (reporter != null) {
                reporter.write(Json.write(Json.object("error", error)));
                response.finishResponse();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The answer could not be sent", e);
        }
    }
}
