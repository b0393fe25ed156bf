package dev.sessionstore.demo.http;

import dev.sessionstore.Subscription;
import dev.sessionstore.demo.switching.StoreSwitch;
import dev.sessionstore.demo.switching.SwitchableStore;
import dev.sessionstore.servlet.SessionFilter;
import dev.sessionstore.session.OwnedSession;
import dev.sessionstore.session.OwnerLimit;
import dev.sessionstore.session.Session;
import dev.sessionstore.session.SessionAttributeException;
import dev.sessionstore.session.SessionManager;
import dev.sessionstore.session.SessionUnavailableException;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The endpoints of the page {@code /sessions}: log in and out, list one's sessions, end them.
 *
 * @param cookiePath the path of the session's cookie
 * @param limit how many sessions a user may have; null for any number
 * @param indexing whether sessions that were there before are being indexed
 */
record SessionsApi(
        SessionManager manager,
        StoreSwitch stores,
        String cookiePath,
        Demo.@Nullable Limit limit,
        BooleanSupplier indexing) {

    private static final String NAME = "name";
    private static final String ID = "id";
    private static final String ENDED = "ended";

    Map<String, Endpoint> endpoints() {
        return Map.of(
                "/api/sessions", Endpoint.read(this::list),
                "/login", Endpoint.sessionAction(this::login),
                "/logout", Endpoint.sessionAction(SessionsApi::logout),
                "/sessions/end", Endpoint.sessionAction(this::end),
                "/sessions/end-others", Endpoint.sessionAction(this::endOthers),
                "/sessions/end-all", Endpoint.sessionAction(this::endAll));
    }

    private Map<String, @Nullable Object> list(HttpServletRequest request) {
        try (SwitchableStore.Pin pin = stores.store().pin()) {
            Optional<Session> session = sessionOf(request);
            Optional<String> user = session.flatMap(Visitor::of);
            Optional<List<OwnedSession>> sessions = user.flatMap(name -> sessionsOf(name, session.orElseThrow()));
            return Json.object(
                    "store",
                    stores.situation().inUse().name(),
                    "indexed",
                    user.isPresent() ? sessions.isPresent() : stores.store().hasOwners(),
                    "indexing",
                    indexing.getAsBoolean(),
                    "limit",
                    limit == null
                            ? null
                            : Json.object("max", limit.max(), "refuses", limit.onOneMore() == OwnerLimit.REFUSE),
                    "user",
                    user.orElse(null),
                    "sessions",
                    sessions.map(all -> all.stream().map(SessionsApi::toJson).toList())
                            .orElse(null));
        }
    }

    /** Empty without an index, which the store may lose at any moment: by a move to one that has none. */
    private Optional<List<OwnedSession>> sessionsOf(String user, Session current) {
        if (!stores.store().hasOwners()) {
            return Optional.empty();
        }
        try {
            return Optional.of(manager.sessionsOf(user, current));
        } catch (SessionUnavailableException e) {
            if (stores.store().hasOwners()) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private Optional<Session> sessionOf(HttpServletRequest request) {
        return manager.open(new LookingRequest(request, cookiePath)).session().filter(found -> !found.isNew());
    }

    /** Calls back when the session of a request has ended; never when it has none. */
    Subscription whenEnded(HttpServletRequest request, Runnable ended) {
        return sessionOf(request)
                .map(session -> manager.whenEnded(session.id(), ended))
                .orElseGet(() -> () -> {});
    }

    private static Map<String, @Nullable Object> toJson(OwnedSession session) {
        return Json.object(
                ID,
                session.id(),
                "current",
                session.isCurrent(),
                "device",
                device(session).orElse(null),
                "beganAt",
                session.createdAt().map(Instant::toString).orElse(null),
                "expiresAt",
                session.expiresAt().map(Instant::toString).orElse(null));
    }

    /** Another application may have stored something else there. */
    private static Optional<String> device(OwnedSession session) {
        try {
            return session.get(Visitor.DEVICE, String.class);
        } catch (SessionAttributeException e) {
            return session.getJson(Visitor.DEVICE).map(Json::shown);
        }
    }

    /** The session gets another id, so that no id from before the login is worth anything; a refused login changes nothing. */
    private Map<String, @Nullable Object> login(HttpServletRequest request, Inputs inputs) {
        String name = Visitor.requireName(inputs.only(NAME).text(NAME));
        if (limit != null) {
            requireIndex();
        }
        String device = Device.of(request.getHeader("User-Agent"));
        Session session = SessionFilter.session(request);
        boolean begins = session.isNew();
        session.put(Visitor.USER, name).put(Visitor.DEVICE, device);
        if (!begins && !session.regenerateKeepingData()) {
            session.put(Visitor.USER, name).put(Visitor.DEVICE, device); // it has ended meanwhile, and another begins
        }
        return Json.object(Visitor.USER, name, Visitor.DEVICE, device);
    }

    private static Map<String, @Nullable Object> logout(HttpServletRequest request, Inputs inputs) {
        inputs.only();
        Session session = SessionFilter.session(request);
        requireUser(session);
        session.destroy();
        return Json.object(ENDED, 1);
    }

    private Map<String, @Nullable Object> end(HttpServletRequest request, Inputs inputs) {
        String id = inputs.only(ID).text(ID);
        String user = requireUser(SessionFilter.session(request));
        requireIndex();
        return Json.object(ENDED, manager.destroyOf(user, id) ? 1 : 0);
    }

    private Map<String, @Nullable Object> endOthers(HttpServletRequest request, Inputs inputs) {
        inputs.only();
        Session session = SessionFilter.session(request);
        String user = requireUser(session);
        requireIndex();
        return Json.object(ENDED, manager.destroyAllOf(user, session));
    }

    private Map<String, @Nullable Object> endAll(HttpServletRequest request, Inputs inputs) {
        inputs.only();
        String user = requireUser(SessionFilter.session(request));
        requireIndex();
        return Json.object(ENDED, manager.destroyAllOf(user, null));
    }

    private static String requireUser(Session session) {
        return Visitor.of(session).orElseThrow(() -> new IllegalStateException("Nobody is logged in here"));
    }

    private void requireIndex() {
        if (!stores.store().hasOwners()) {
            throw new IllegalStateException("The store in use has no index of whose sessions there are: "
                    + stores.situation().inUse().name());
        }
    }
}
