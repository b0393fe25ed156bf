package dev.sessionstore.demo.http;

import dev.sessionstore.demo.switching.StoreSwitch;
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
 *
 * @param nodes the ports of all nodes, in order
 * @param node which of them this is, from 1
 */
record Inspection(SessionManager manager, StoreSwitch stores, String cookiePath, List<Integer> nodes, int node) {

    Map<String, @Nullable Object> of(HttpServletRequest request) {
        Optional<Session> session =
                manager.open(new Look(request, cookiePath)).session().filter(found -> !found.isNew());
        Optional<String> sid = session.map(Session::id);
        Optional<Instant> expiry =
                sid.flatMap(id -> stores.store().listing().flatMap(listing -> listing.expiresAt(id)));
        return Json.object(
                "store", stores.situation().inUse().name(),
                "node", node,
                "nodes", List.copyOf(nodes),
                "cookieName", manager.cookieName(),
                "cookieHeader", request.getHeader("Cookie"),
                "sid", sid.orElse(null),
                "session", session.map(found -> Json.raw(found.toJson())).orElse(null),
                "record", sid.flatMap(stores.store()::get).orElse(null),
                "expiresAt", expiry.map(Instant::toString).orElse(null),
                "millisLeft",
                        expiry.map(at -> Duration.between(Instant.now(), at).toMillis())
                                .orElse(null));
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
