package dev.sessionstore.demo;

import dev.sessionstore.Listing;
import dev.sessionstore.Store;
import dev.sessionstore.session.Session;
import dev.sessionstore.session.SessionManager;
import dev.sessionstore.session.SessionRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the page shows: the session of the browser's cookie and the record behind it. It looks without leaving a trace: the
 * session is opened and never committed, so that watching it does not keep it alive.
 */
record Inspection(SessionManager manager, Store store, String storeName, String cookiePath) {

    Map<String, @Nullable Object> of(HttpServletRequest request) {
        Optional<Session> session =
                manager.open(new Look(request, cookiePath)).session().filter(found -> !found.isNew());
        Optional<String> sid = session.map(Session::id);
        Optional<Instant> expiry = sid.flatMap(id -> store.listing().flatMap(listing -> expiry(listing, id)));
        return Json.object(
                "store", storeName,
                "cookieName", manager.name(),
                "cookieHeader", request.getHeader("Cookie"),
                "sid", sid.orElse(null),
                "session", session.map(found -> Json.raw(found.toJson())).orElse(null),
                "record", sid.flatMap(store::get).orElse(null),
                "expiresAt", expiry.map(Instant::toString).orElse(null),
                "millisLeft",
                        expiry.map(at -> Duration.between(Instant.now(), at).toMillis())
                                .orElse(null));
    }

    private static Optional<Instant> expiry(Listing listing, String sid) {
        return listing.expiresAt(sid);
    }

    /** The request, as if it were for a path that the cookie is for. */
    private record Look(HttpServletRequest request, String path) implements SessionRequest {
        @Override
        public List<String> headers(String name) {
            return Collections.list(request.getHeaders(name));
        }

        @Override
        public boolean encrypted() {
            return false;
        }

        @Override
        public boolean secure() {
            return request.isSecure();
        }
    }
}
