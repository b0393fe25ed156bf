package dev.sessionstore.spring.boot;

import dev.sessionstore.servlet.SessionFilter;
import dev.sessionstore.session.OwnedSession;
import dev.sessionstore.session.Session;
import dev.sessionstore.session.SessionManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.session.SessionInformation;
import org.springframework.security.core.session.SessionRegistry;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * The sessions of a principal on all nodes, by the store's index of owners. A session is there from its save to its end, so nothing has
 * to be registered. What is expired is destroyed at once: its browser is logged out at its next request. Thread-safe.
 */
final class OwnerSessionRegistry implements SessionRegistry {

    private final SessionManager manager;

    OwnerSessionRegistry(SessionManager manager) {
        this.manager = manager;
    }

    @Override
    public List<Object> getAllPrincipals() {
        throw new UnsupportedOperationException("a store's index of owners has digests of their names only");
    }

    /** That of the earliest login first. The id is the session's own for that of the current request, else one to show. */
    @Override
    public List<SessionInformation> getAllSessions(Object principal, boolean includeExpiredSessions) {
        String owner = UsernamePasswordAuthenticationToken.unauthenticated(principal, null)
                .getName();
        if (owner.isEmpty()) {
            return List.of();
        }
        Session current = current();
        List<SessionInformation> sessions = new ArrayList<>(); // Spring Security sorts it
        for (OwnedSession session : manager.sessionsOf(owner, current)) {
            String shown = current != null && session.isCurrent() ? current.id() : session.id();
            sessions.add(new Information(manager, principal, owner, session, shown));
        }
        return sessions;
    }

    private static @Nullable Session current() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
                ? SessionFilter.findSession(attributes.getRequest()).orElse(null)
                : null;
    }

    /** {@return null} Whoever has a session that was expired has none any more. */
    @Override
    public @Nullable SessionInformation getSessionInformation(String sessionId) {
        return null;
    }

    /** Does nothing: the session layer renews. */
    @Override
    public void refreshLastRequest(String sessionId) {}

    /** Does nothing: a login is in the index as soon as it is saved. */
    @Override
    public void registerNewSession(String sessionId, Object principal) {}

    /** Does nothing: a session that ended is not listed. */
    @Override
    public void removeSessionInformation(String sessionId) {}

    /** Its last request is its login, which is all that is known of other nodes. */
    private static final class Information extends SessionInformation {

        private static final long serialVersionUID = 1L;

        private final transient SessionManager manager;
        private final String owner;
        private final String id;

        Information(SessionManager manager, Object principal, String owner, OwnedSession session, String shownId) {
            super(principal, shownId, Date.from(session.createdAt().orElse(Instant.EPOCH)));
            this.manager = manager;
            this.owner = owner;
            this.id = session.id();
        }

        @Override
        public void expireNow() {
            super.expireNow();
            manager.destroyOf(owner, id);
        }
    }
}
