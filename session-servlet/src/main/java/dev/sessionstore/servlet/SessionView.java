package dev.sessionstore.servlet;

import dev.sessionstore.session.Session;
import dev.sessionstore.session.SessionCookie;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Session} as {@link HttpSession}. {@link SessionFilter} says what an attribute may be and which listeners are told.
 */
final class SessionView implements HttpSession {

    private static final int MILLIS_PER_SECOND = 1_000;

    private final Session session;
    private final ReentrantLock lock;
    private final ServletContext context;
    private final AttributeTypes types;
    private final Listeners listeners;
    private final boolean isNew;
    private final Optional<Instant> lastAccess;
    private boolean valid = true;

    SessionView(
            Session session, ReentrantLock lock, ServletContext context, AttributeTypes types, Listeners listeners) {
        this.session = session;
        this.lock = lock;
        this.context = context;
        this.types = types;
        this.listeners = listeners;
        this.isNew = session.isNew();
        this.lastAccess = isNew ? Optional.empty() : lastWrite(session.cookie());
    }

    /** The stored expiry was counted from the request that last saved the session. */
    private static Optional<Instant> lastWrite(SessionCookie cookie) {
        return cookie.expires().flatMap(expires -> cookie.originalMaxAge().map(expires::minus));
    }

    private void requireValid() {
        if (!valid) {
            throw new IllegalStateException("The session was invalidated");
        }
    }

    @Override
    public String getId() {
        return session.id();
    }

    @Override
    public ServletContext getServletContext() {
        return context;
    }

    @Override
    public long getCreationTime() {
        requireValid();
        return session.createdAt()
                .or(() -> isNew ? Optional.of(Instant.now()) : Optional.empty())
                .orElseThrow(() -> new UnsupportedOperationException(
                        "The time of creation is not recorded; build the SessionManager with recordCreation()"))
                .toEpochMilli();
    }

    /** The time of the last request that saved the session; requests that only renewed it leave no trace in it. */
    @Override
    public long getLastAccessedTime() {
        requireValid();
        return lastAccess.or(session::createdAt).orElseGet(Instant::now).toEpochMilli();
    }

    /** Becomes the cookie's maxAge. Zero or less is a browser session, which the store keeps for its idle timeout. */
    @Override
    public void setMaxInactiveInterval(int seconds) {
        requireValid();
        session.cookie().maxAge(seconds <= 0 ? null : Duration.ofSeconds(seconds));
        session.markChanged();
    }

    @Override
    public int getMaxInactiveInterval() {
        Duration time = valid
                ? session.cookie()
                        .originalMaxAge()
                        .orElseGet(() -> Duration.between(Instant.now(), session.expiresAt()))
                : Duration.ZERO;
        return (int) Math.min(Integer.MAX_VALUE, (time.toMillis() + MILLIS_PER_SECOND / 2) / MILLIS_PER_SECOND);
    }

    @Override
    public @Nullable Object getAttribute(String name) {
        requireValid();
        return types.read(session, name);
    }

    @Override
    public Enumeration<String> getAttributeNames() {
        requireValid();
        return Collections.enumeration(session.names());
    }

    @Override
    public void setAttribute(String name, @Nullable Object value) {
        requireValid();
        if (value == null) {
            removeAttribute(name);
            return;
        }
        types.check(name, value);
        Object before = types.read(session, name);
        session.put(name, value);
        listeners.attributeChanged(this, name, before, value);
    }

    @Override
    public void removeAttribute(String name) {
        requireValid();
        Object before = types.read(session, name);
        session.remove(name);
        listeners.attributeChanged(this, name, before, null);
    }

    @Override
    public void invalidate() {
        requireValid();
        listeners.destroyed(this);
        for (String name : Set.copyOf(session.names())) {
            removeAttribute(name);
        }
        valid = false;
        session.destroy();
    }

    @Override
    public boolean isNew() {
        requireValid();
        return isNew;
    }

    /** A new id for the same data. */
    String changeId() {
        requireValid();
        String old = session.id();
        session.regenerateKeepingData();
        listeners.idChanged(this, old);
        return session.id();
    }
}
