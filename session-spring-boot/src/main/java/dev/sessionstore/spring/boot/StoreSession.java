package dev.sessionstore.spring.boot;

import dev.sessionstore.servlet.SessionAttributes;
import dev.sessionstore.servlet.SessionFilter;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.session.Session;

/** A session of the session layer as one of Spring Session's. Not thread-safe. */
final class StoreSession implements Session {

    private final dev.sessionstore.session.Session session;
    private final SessionAttributes attributes;
    private final Instant begun;
    private @Nullable Instant lastAccess;

    StoreSession(dev.sessionstore.session.Session session, SessionFilter filter) {
        this.session = session;
        this.attributes = filter.attributes(session);
        this.begun = Instant.now();
    }

    @Override
    public String getId() {
        return session.id();
    }

    /** In the store at once, and not when it is saved: no other node finds the old id from now on. */
    @Override
    public String changeSessionId() {
        attributes.putChanged();
        session.regenerateKeepingData();
        return session.id();
    }

    @Override
    @SuppressWarnings("unchecked") // the caller says which type it expects, as everywhere in Spring Session
    public <T> @Nullable T getAttribute(String name) {
        return (T) attributes.get(name);
    }

    @Override
    public Set<String> getAttributeNames() {
        return attributes.names();
    }

    @Override
    public void setAttribute(String name, @Nullable Object value) {
        if (value == null) {
            attributes.remove(name);
        } else {
            attributes.put(name, value);
        }
    }

    @Override
    public void removeAttribute(String name) {
        attributes.remove(name);
    }

    /** When it is not recorded, the moment at which it was found. */
    @Override
    public Instant getCreationTime() {
        return session.createdAt().orElse(begun);
    }

    /** Not stored: the expiry moves when the session is saved, as often as the session layer renews. */
    @Override
    public void setLastAccessedTime(Instant time) {
        lastAccess = time;
    }

    @Override
    public Instant getLastAccessedTime() {
        return lastAccess != null ? lastAccess : session.lastAccessedAt().orElseGet(this::getCreationTime);
    }

    /** Zero or less: it never times out. */
    @Override
    public void setMaxInactiveInterval(Duration interval) {
        session.idleTimeout(interval);
    }

    /** Negative when it never times out. */
    @Override
    public Duration getMaxInactiveInterval() {
        return session.idleTimeout().orElse(Duration.ofSeconds(-1));
    }

    /** The store does not give expired sessions. */
    @Override
    public boolean isExpired() {
        return false;
    }

    void save() {
        attributes.putChanged();
        session.saveOrRenew();
    }
}
