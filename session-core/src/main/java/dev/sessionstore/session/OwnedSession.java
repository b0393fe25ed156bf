package dev.sessionstore.session;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One of the sessions of an owner, as it was when it was listed. Its id is redacted, so that a page may show it: it is no sid,
 * and nobody gets into the session by it. Not thread-safe.
 */
public final class OwnedSession {

    private final String id;
    private final @Nullable Session session;
    private final @Nullable Instant expiresAt;
    private final boolean current;

    OwnedSession(String id, @Nullable Session session, @Nullable Instant expiresAt, boolean current) {
        this.id = id;
        this.session = session;
        this.expiresAt = expiresAt;
        this.current = current;
    }

    /** {@return what {@link SessionManager#destroyOf} takes: 22 characters, the same for a session at every listing} */
    public String id() {
        return id;
    }

    /** {@return when the session began; empty when that is not recorded, or its data is unreadable} In milliseconds. */
    public Optional<Instant> createdAt() {
        return session == null ? Optional.empty() : session.createdAt();
    }

    /** {@return until when the store keeps the session; empty when the store cannot list} */
    public Optional<Instant> expiresAt() {
        return Optional.ofNullable(expiresAt);
    }

    /** {@return whether it is the session that was given to {@link SessionManager#sessionsOf}} */
    public boolean isCurrent() {
        return current;
    }

    /** {@return whether the stored data is a session} If not, it has no attributes. */
    public boolean isReadable() {
        return session != null;
    }

    /**
     * Reads an attribute, such as the device that the application stored at login.
     *
     * @return the value; empty when there is no such attribute, or it is JSON null
     * @throws SessionAttributeException when the JSON does not fit the type
     */
    public <T> Optional<T> get(String name, Class<T> type) {
        return session == null ? Optional.empty() : session.get(name, type);
    }

    /** {@return the attribute's JSON text; empty when there is no such attribute} */
    public Optional<String> getJson(String name) {
        return session == null ? Optional.empty() : session.getJson(name);
    }

    /** {@return the redacted id; nothing of the data} */
    @Override
    public String toString() {
        return "OwnedSession[" + id + "]";
    }
}
