package com.example;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsExchange;
import dev.sessionstore.session.SessionConflictException;
import dev.sessionstore.session.SessionException;
import dev.sessionstore.session.SessionExchange;
import dev.sessionstore.session.SessionManager;
import dev.sessionstore.session.SessionRequest;
import dev.sessionstore.session.SessionUnavailableException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Sessions for the JDK's own web server: saved after the handler has made its answer and before the headers leave. */
public record SessionHandler(SessionManager sessions, Handler handler) implements HttpHandler {

    private static final System.Logger LOG = System.getLogger(SessionHandler.class.getName());

    public interface Handler {
        Answer handle(HttpExchange request, SessionExchange session);
    }

    public record Answer(int status, String body) {}

    private record Request(HttpExchange http) implements SessionRequest {
        @Override
        public String path() {
            return http.getRequestURI().getRawPath();
        }

        @Override
        public List<String> headers(String name) {
            return http.getRequestHeaders().getOrDefault(name, List.of());
        }

        @Override
        public boolean encrypted() {
            return http instanceof HttpsExchange;
        }

        @Override
        public boolean secure() {
            return encrypted();
        }
    }

    @Override
    public void handle(HttpExchange http) throws IOException {
        SessionExchange session = sessions.open(new Request(http));
        try (http) {
            send(http, answer(http, session));
        } finally {
            finish(session);
        }
    }

    /** A session that cannot be loaded or saved changes the answer: nothing of the handler's has left yet. */
    private Answer answer(HttpExchange http, SessionExchange session) {
        try {
            Answer answer = handler.handle(http, session);
            session.commit().ifPresent(cookie -> http.getResponseHeaders().add("Set-Cookie", cookie));
            return answer;
        } catch (SessionUnavailableException | SessionConflictException e) {
            LOG.log(Level.WARNING, "Answered with 503: {0}", e.getMessage());
            return new Answer(503, "Try again");
        } catch (SessionException e) {
            LOG.log(Level.WARNING, "Answered with 500", e);
            return new Answer(500, "The session could not be loaded or saved");
        }
    }

    private static void send(HttpExchange http, Answer answer) throws IOException {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        http.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        http.getResponseBody().write(body);
    }

    /** What was changed after the answer was made is saved here; the client no longer learns of a failure. */
    private static void finish(SessionExchange session) {
        try {
            session.finish();
        } catch (SessionException e) {
            LOG.log(Level.WARNING, "The session could not be saved after the response had left", e);
        }
    }
}
