package dev.sessionstore.demo.http;

import dev.sessionstore.demo.switching.StoreSwitch;
import dev.sessionstore.session.Session;
import dev.sessionstore.session.SessionManager;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
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
                manager.open(new LookingRequest(request, cookiePath)).session().filter(found -> !found.isNew());
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
}
