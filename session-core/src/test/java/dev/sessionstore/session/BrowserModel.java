package dev.sessionstore.session;

import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Keeps one cookie as a browser does: until its Expires, or until the browser is closed when it has none. */
final class BrowserModel {

    private final InstantSource clock;
    private @Nullable String cookie;
    private @Nullable Instant expires;

    BrowserModel(InstantSource clock) {
        this.clock = clock;
    }

    /** Sends a request with the cookie, if there is one, and keeps what the response sets. */
    void request(SessionManager manager, Consumer<SessionExchange> handler) {
        Bench.request(manager, next(), handler).ifPresent(this::keep);
    }

    Requests next() {
        return hasCookie() ? Requests.withCookie(cookie) : Requests.plain();
    }

    boolean hasCookie() {
        if (expires != null && !clock.instant().isBefore(expires)) {
            cookie = null;
        }
        return cookie != null;
    }

    void keep(String setCookie) {
        cookie = setCookie.split(";", 2)[0];
        expires = null;
        for (String attribute : setCookie.split("; ")) {
            if (attribute.startsWith("Expires=")) {
                expires = DateTimeFormatter.RFC_1123_DATE_TIME.parse(attribute.substring(8), Instant::from);
            }
        }
    }

    void close() {
        if (expires == null) {
            cookie = null;
        }
    }
}
