package dev.sessionstore.servlet;

import dev.sessionstore.session.Session;
import dev.sessionstore.session.SessionCookie;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Session} as {@link HttpSession}. {@link SessionFilter} says what an attribute may be and which listeners are called.
 * Thread-safe, by the lock of its request; listeners are called without it.
 */
final class HttpSessionAdapter implements HttpSession {

    private final Session session;
    private final ReentrantLock lock;
    private final ServletContext context;
    private final AttributeTypes types;
    private final SessionAttributes attributes;
    private final Listeners listeners;
    private final boolean isNew;
    private final Optional<Instant> lastAccess;
    private boolean valid = true;
    private boolean ending;

    HttpSessionAdapter(
            Session session, ReentrantLock lock, ServletContext context, AttributeTypes types, Listeners listeners) {
        this.session = session;
        this.lock = lock;
        this.context = context;
        this.types = types;
        this.attributes = new SessionAttributes(session, types);
        this.listeners = listeners;
        this.isNew = session.isNew();
        this.lastAccess = isNew ? Optional.of(Instant.now()) : lastWrite(session.cookie());
    }

    /** The stored expiry was counted from the request that last saved the session. */
    private static Optional<Instant> lastWrite(SessionCookie cookie) {
        return cookie.expires().flatMap(expires -> cookie.originalMaxAge().map(expires::minus));
    }

    private <T extends @Nullable Object> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    private <T extends @Nullable Object> T valid(Supplier<T> action) {
        return locked(() -> {
            if (!valid) {
                throw new IllegalStateException("The session was invalidated");
            }
            return action.get();
        });
    }

    @Override
    public String getId() {
        return locked(session::id);
    }

    @Override
    public ServletContext getServletContext() {
        return context;
    }

    @Override
    public long getCreationTime() {
        return valid(() -> session.createdAt()
                .or(() -> isNew ? lastAccess : Optional.empty())
                .orElseThrow(() -> new UnsupportedOperationException(
                        "The time of creation is not recorded; build the SessionManager with recordCreation()"))
                .toEpochMilli());
    }

    /** The time of the last request that saved the session; a request that only renewed it is not recorded. */
    @Override
    public long getLastAccessedTime() {
        return valid(() -> lastAccess
                .or(session::createdAt)
                .orElseThrow(() -> new UnsupportedOperationException(
                        "The time of the last access is not recorded; give the cookie a maxAge, or build the"
                                + " SessionManager with recordCreation() for the time of creation"))
                .toEpochMilli());
    }

    /** The session's own idle timeout; the cookie stays as it is. Zero or less: it never times out. */
    @Override
    public void setMaxInactiveInterval(int seconds) {
        valid(() -> session.idleTimeout(Duration.ofSeconds(Math.max(0, seconds))));
    }

    /** Zero when the session never times out. */
    @Override
    public int getMaxInactiveInterval() {
        return valid(() -> session.idleTimeout()
                .map(time -> (int) Math.min(Integer.MAX_VALUE, Math.max(1, time.toSeconds())))
                .orElse(0));
    }

    @Override
    public @Nullable Object getAttribute(@Nullable String name) {
        return valid(() -> name == null ? null : attributes.get(name));
    }

    @Override
    public Enumeration<String> getAttributeNames() {
        return valid(() -> Collections.enumeration(attributes.names()));
    }

    @Override
    public void setAttribute(@Nullable String name, @Nullable Object value) {
        if (name == null) {
            throw new IllegalArgumentException("name: an attribute needs one");
        }
        if (value == null) {
            removeAttribute(name);
            return;
        }
        Object before = valid(() -> {
            Object old = valueForListeners(name);
            attributes.put(name, value);
            return old;
        });
        listeners.attributeChanged(this, name, before, value);
    }

    @Override
    public void removeAttribute(@Nullable String name) {
        if (name == null) {
            return;
        }
        Object before = valid(() -> {
            Object old = valueForListeners(name);
            attributes.remove(name);
            return old;
        });
        listeners.attributeChanged(this, name, before, null);
    }

    /** {@return the old value, if a listener needs it} A value that no longer fits its type is given as plain JSON. */
    private @Nullable Object valueForListeners(String name) {
        return listeners.hasAttributeListeners() || types.isBinding(name) ? attributes.readLeniently(name) : null;
    }

    /** Puts what the application has changed in the objects that it got or set. To be called before the session is saved. */
    void putChanged() {
        locked(() -> {
            if (valid) {
                attributes.putChanged();
            }
            return null;
        });
    }

    /** Ends the session even if listeners or attributes throw. */
    @Override
    public void invalidate() {
        boolean again = valid(() -> {
            boolean before = ending;
            ending = true;
            return before;
        });
        if (again) {
            return; // called by a listener of this invalidation
        }
        try {
            listeners.destroyed(this);
            names().forEach(this::unbind);
        } finally {
            locked(() -> {
                valid = false;
                session.destroy();
                return null;
            });
        }
    }

    private List<String> names() {
        try {
            return valid(() -> List.copyOf(attributes.names()));
        } catch (IllegalStateException e) {
            return List.of(); // a listener has destroyed it already
        }
    }

    private void unbind(String name) {
        try {
            removeAttribute(name);
        } catch (IllegalStateException e) {
            SessionFailures.logUnbound(name, e);
        }
    }

    @Override
    public boolean isNew() {
        return valid(() -> isNew);
    }

    /** A new id for the same data; for no data when the session has ended meanwhile, by another login for example. */
    String changeId() {
        String old = valid(() -> {
            String before = session.id();
            if (!session.regenerateKeepingData()) {
                session.markChanged(); // so that the id which is returned is that of a session
            }
            return before;
        });
        listeners.idChanged(this, old);
        return getId();
    }
}
