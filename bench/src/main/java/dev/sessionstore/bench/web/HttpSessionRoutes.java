package dev.sessionstore.bench.web;

import dev.sessionstore.bench.Payload;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.Map;

/** The work through {@link HttpSession}, the same for every library that stands behind it. */
public final class HttpSessionRoutes implements SessionRoutes {

    private final Map<String, String> texts;
    private final String readName;

    /**
     * @param payload what sessions carry
     */
    public HttpSessionRoutes(Payload payload) {
        this.texts = payload.texts();
        this.readName = payload.readName();
    }

    @Override
    public void login(HttpServletRequest request) {
        HttpSession session = request.getSession();
        texts.forEach(session::setAttribute);
        session.setAttribute(Payload.COUNTER, 0L);
    }

    @Override
    public boolean read(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session != null && session.getAttribute(readName) != null;
    }

    @Override
    public boolean change(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session == null
                || session.getAttribute(readName) == null
                || !(session.getAttribute(Payload.COUNTER) instanceof Number views)) {
            return false;
        }
        session.setAttribute(Payload.COUNTER, views.longValue() + 1);
        return true;
    }

    @Override
    public boolean logout(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
        return session != null;
    }
}
