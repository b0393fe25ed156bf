package dev.sessionstore.demo.http;

import dev.sessionstore.bench.Bounds;
import dev.sessionstore.servlet.SessionFilter;
import dev.sessionstore.session.Session;
import dev.sessionstore.session.SessionAttributeException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one can do to a session: a handler for each, and nothing in them but the session. */
final class Routes {

    static final String ATTRS = "/attrs";

    private static final String SET = "/session/set/";
    private static final String VALUE = "value";
    private static final int MAX_BODY = 2 << 20;
    private static final long MAX_AGE = Duration.ofDays(3_650).toMillis();

    @FunctionalInterface
    interface Route {
        /**
         * Answers a request.
         *
         * @throws IllegalArgumentException or SessionAttributeException when an input is wrong; the message says which
         */
        void answer(HttpServletRequest request, HttpServletResponse response) throws IOException;
    }

    @FunctionalInterface
    private interface Action {
        Map<String, @Nullable Object> apply(HttpServletRequest request, Session session) throws IOException;
    }

    private static final Map<String, Route> BY_PATH = Map.ofEntries(
            route(
                    "/session/get",
                    (request, session) -> Json.object(
                            "sid",
                            session.id(),
                            VALUE,
                            session.getJson(VALUE).map(Json::raw).orElse(null))),
            route(
                    "/session",
                    (request, session) -> Json.object(
                            "sid",
                            session.id(),
                            "views",
                            session.update("views", Long.class, views -> views.orElse(0L) + 1))),
            route(
                    "/session-delete",
                    (request, session) ->
                            Json.object("sid", session.id(), "deleted", session.remove(required(request, "name")))),
            route("/destroy", (request, session) -> {
                session.destroy();
                return Json.object("destroyed", true, "session", null);
            }),
            route("/regenerate", (request, session) -> {
                String old = session.id();
                session.regenerate();
                putValue(request, session);
                return Json.object("old", old, "sid", session.id(), "session", Json.raw(session.toJson()));
            }),
            route("/touch", (request, session) -> cookie(session.touch())),
            route("/save", (request, session) -> {
                putValue(request, session);
                session.save();
                return whole(session);
            }),
            route("/reload", (request, session) -> {
                putValue(request, session);
                session.reload();
                return whole(session);
            }),
            route("/cookie", (request, session) -> {
                maxAge(request).ifPresent(session.cookie()::maxAge);
                putValue(request, session);
                return cookie(session);
            }),
            route(ATTRS, (request, session) -> {
                merge(Json.members(Body.read(request, MAX_BODY)), session);
                return whole(session);
            }),
            Map.entry(
                    "/whoami",
                    (request, response) -> Json.send(
                            response,
                            SessionFilter.findSession(request)
                                    .map(Routes::whole)
                                    .orElse(Json.object("sid", null, "session", null)))),
            Map.entry("/none", (request, response) -> Json.send(response, Json.object("ok", true))),
            Map.entry("/redirect", (request, response) -> {
                SessionFilter.session(request).put(VALUE, "redirected");
                response.sendRedirect("/session/get");
            }),
            Map.entry("/unset", (request, response) -> {
                SessionFilter.unset(request);
                Json.send(response, Json.object("unset", true));
            }),
            Map.entry("/stream", Routes::stream));

    private Routes() {}

    /** The route of a path as the client sent it, or null. */
    static @Nullable Route of(String path) {
        if (path.startsWith(SET) && path.length() > SET.length() && path.indexOf('/', SET.length()) < 0) {
            return action((request, session) -> {
                String value = decode(path.substring(SET.length()));
                session.put(VALUE, value);
                return Json.object("sid", session.id(), VALUE, value);
            });
        }
        return BY_PATH.get(path);
    }

    private static Map.Entry<String, Route> route(String path, Action action) {
        return Map.entry(path, action(action));
    }

    private static Route action(Action action) {
        return (request, response) -> Json.send(response, action.apply(request, SessionFilter.session(request)));
    }

    /** The first byte leaves before the session changes: known sessions are saved at the end, new ones cannot begin. */
    private static void stream(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain; charset=utf-8");
        response.getWriter().write("a");
        response.flushBuffer();
        Session session = SessionFilter.session(request);
        if (!session.isNew()) {
            session.put("streamed", true);
        }
        response.getWriter().write("b");
    }

    private static Map<String, @Nullable Object> whole(Session session) {
        return Json.object("sid", session.id(), "session", Json.raw(session.toJson()));
    }

    private static Map<String, @Nullable Object> cookie(Session session) {
        return Json.object(
                "sid", session.id(), "cookie", Json.raw(session.cookie().toJson()));
    }

    private static void putValue(HttpServletRequest request, Session session) {
        String value = request.getParameter(VALUE);
        if (value != null) {
            session.put(VALUE, value);
        }
    }

    /** All members or none. */
    private static void merge(Map<String, String> members, Session session) {
        Map<String, Optional<String>> before = new LinkedHashMap<>();
        try {
            members.forEach((name, json) -> {
                Optional<String> old = session.getJson(name);
                session.putJson(name, json);
                before.put(name, old);
            });
        } catch (SessionAttributeException e) {
            before.forEach((name, json) ->
                    json.ifPresentOrElse(old -> session.putJson(name, old), () -> session.remove(name)));
            throw e;
        }
    }

    private static Optional<Duration> maxAge(HttpServletRequest request) {
        String given = request.getParameter("maxAge");
        if (given == null || given.isEmpty()) {
            return Optional.empty();
        }
        try {
            long millis = Long.parseLong(given);
            return Optional.of(Duration.ofMillis(Bounds.check("maxAge", millis, -MAX_AGE, MAX_AGE)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("maxAge is not a number of milliseconds: " + given, e);
        }
    }

    private static String required(HttpServletRequest request, String name) {
        String value = request.getParameter(name);
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException("The parameter " + name + " is missing");
        }
        return value;
    }

    private static String decode(String segment) {
        return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
