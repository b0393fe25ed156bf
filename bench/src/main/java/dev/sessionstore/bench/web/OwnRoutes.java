package dev.sessionstore.bench.web;

import dev.sessionstore.bench.Payload;
import dev.sessionstore.servlet.SessionFilter;
import dev.sessionstore.session.Session;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;

/** The work through our own {@link Session}. */
public final class OwnRoutes implements SessionRoutes {

    private final Map<String, String> texts;
    private final String readName;

    /**
     * @param payload what sessions carry
     */
    public OwnRoutes(Payload payload) {
        this.texts = payload.texts();
        this.readName = payload.readName();
    }

    @Override
    public void login(HttpServletRequest request) {
        Session session = SessionFilter.session(request);
        texts.forEach(session::put);
        session.put(Payload.COUNTER, 0L);
    }

    @Override
    public boolean read(HttpServletRequest request) {
        return live(request)
                .flatMap(session -> session.get(readName, String.class))
                .isPresent();
    }

    @Override
    public boolean change(HttpServletRequest request) {
        Optional<Session> session = live(request)
                .filter(found -> found.get(readName, String.class).isPresent())
                .filter(found -> found.contains(Payload.COUNTER));
        session.ifPresent(found -> found.update(Payload.COUNTER, Long.class, views -> views.orElse(0L) + 1));
        return session.isPresent();
    }

    @Override
    public boolean logout(HttpServletRequest request) {
        Optional<Session> session = live(request);
        session.ifPresent(Session::destroy);
        return session.isPresent();
    }

    private static Optional<Session> live(HttpServletRequest request) {
        return Optional.of(SessionFilter.session(request)).filter(session -> !session.isNew());
    }
}
