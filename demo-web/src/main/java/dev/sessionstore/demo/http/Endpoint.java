package dev.sessionstore.demo.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint that a page calls, beside the routes of {@link Routes}.
 *
 * @param action false for a GET that only looks; true for a POST that does something to the demo itself, which {@link Guard} keeps
 *     to its own pages and, unless a flag says otherwise, to this machine
 * @param handler answers
 */
record Endpoint(boolean action, Handler handler) {

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

    /** A GET that is answered with a JSON object. */
    static Endpoint read(Looking looking) {
        return new Endpoint(false, (request, response) -> Json.send(response, looking.look(request)));
    }

    /** A POST of a JSON object that is answered with one. */
    static Endpoint action(Doing doing) {
        return new Endpoint(true, (request, response) -> Json.send(response, doing.act(Inputs.of(request))));
    }
}
