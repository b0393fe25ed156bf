package dev.sessionstore.demo.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint that a page calls, beside the routes of {@link Routes}.
 *
 * @param kind of what it does
 * @param handler answers
 */
record Endpoint(Kind kind, Handler handler) {

    enum Kind {
        /** A GET that only looks. */
        READ,
        /**
         * A POST that does something to the demo itself, which {@link Guard} keeps to its own pages and, unless a flag says
         * otherwise, to this machine.
         */
        ACTION,
        /** A POST that does something to the visitor's session, which is loaded and saved as for any request of a visitor. */
        SESSION_ACTION
    }

    @FunctionalInterface
    interface Handler {
        /**
         * Answers a request.
         *
         * @throws IllegalArgumentException when an input is wrong; the message names it (400)
         * @throws IllegalStateException when it cannot be done now; the message says why (409)
         * @throws dev.sessionstore.StoreException when a store cannot do it (503)
         */
        void answer(HttpServletRequest request, HttpServletResponse response) throws IOException;
    }

    @FunctionalInterface
    interface Looking {
        Map<String, @Nullable Object> look(HttpServletRequest request) throws IOException;
    }

    @FunctionalInterface
    interface Doing {
        Map<String, @Nullable Object> act(Inputs inputs) throws IOException;
    }

    @FunctionalInterface
    interface Visiting {
        Map<String, @Nullable Object> act(HttpServletRequest request, Inputs inputs) throws IOException;
    }

    /** A GET that is answered with something else than a JSON object. */
    static Endpoint of(Handler handler) {
        return new Endpoint(Kind.READ, handler);
    }

    /** A GET that is answered with a JSON object. */
    static Endpoint read(Looking looking) {
        return new Endpoint(Kind.READ, (request, response) -> Json.send(response, looking.look(request)));
    }

    /** A POST of a JSON object that is answered with one. */
    static Endpoint action(Doing doing) {
        return new Endpoint(Kind.ACTION, (request, response) -> Json.send(response, doing.act(Inputs.of(request))));
    }

    /** A POST of a JSON object that is answered with one, on the session of the visitor. */
    static Endpoint sessionAction(Visiting visiting) {
        return new Endpoint(
                Kind.SESSION_ACTION,
                (request, response) -> Json.send(response, visiting.act(request, Inputs.of(request))));
    }
}
