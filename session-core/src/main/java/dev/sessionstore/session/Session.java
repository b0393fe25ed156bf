package dev.sessionstore.session;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The session of one request: attributes by name, each a JSON value, and its cookie. It is saved by itself when the response
 * is about to leave, if something changed. What was read as an object and changed in place is noticed. After {@link #destroy},
 * and after {@link SessionExchange#unset}, everything but {@link #id()} is an {@link IllegalStateException}. Belongs to one
 * request; not thread-safe.
 */
public final class Session {

    Session() {}

    /** {@return the session id} */
    public String id() {
        throw new UnsupportedOperationException();
    }

    /** {@return whether this request began the session: it was not loaded from the store} */
    public boolean isNew() {
        throw new UnsupportedOperationException();
    }

    /** {@return the names of the attributes, in the order in which they are stored} A snapshot. */
    public Set<String> names() {
        throw new UnsupportedOperationException();
    }

    public boolean contains(String name) {
        throw new UnsupportedOperationException();
    }

    /** Empty when there is no such attribute or it is JSON null. */
    public <T> Optional<T> get(String name, Class<T> type) {
        throw new UnsupportedOperationException();
    }

    public <T> Optional<T> get(String name, TypeToken<T> type) {
        throw new UnsupportedOperationException();
    }

    /** The attribute's JSON text. */
    public Optional<String> getJson(String name) {
        throw new UnsupportedOperationException();
    }

    /** null is stored as JSON null. */
    public Session put(String name, @Nullable Object value) {
        throw new UnsupportedOperationException();
    }

    /** Puts a JSON text. */
    public Session putJson(String name, String json) {
        throw new UnsupportedOperationException();
    }

    /** {@return whether there was such an attribute} */
    public boolean remove(String name) {
        throw new UnsupportedOperationException();
    }

    /** Changes an attribute by a function, which is applied again when another request changed the session meanwhile. */
    public <T> T update(String name, Class<T> type, Function<Optional<T>, T> change) {
        throw new UnsupportedOperationException();
    }

    public <T> T update(String name, TypeToken<T> type, Function<Optional<T>, T> change) {
        throw new UnsupportedOperationException();
    }

    public SessionCookie cookie() {
        throw new UnsupportedOperationException();
    }

    /** {@return when the session began, if that is recorded} */
    public Optional<Instant> createdAt() {
        throw new UnsupportedOperationException();
    }

    /** {@return until when the store would keep the session if it were renewed now} */
    public Instant expiresAt() {
        throw new UnsupportedOperationException();
    }

    /** Renews the cookie's expiry, and the store's at the end of the request even within touchEvery. No store call. */
    public Session touch() {
        throw new UnsupportedOperationException();
    }

    /** Counts as changed although no attribute differs, e.g. after a change of the cookie alone. */
    public Session markChanged() {
        throw new UnsupportedOperationException();
    }

    public void save() {
        throw new UnsupportedOperationException();
    }

    public void reload() {
        throw new UnsupportedOperationException();
    }

    /** A new id and no data, the old session destroyed. */
    public void regenerate() {
        throw new UnsupportedOperationException();
    }

    /** A new id for the same data, the old session destroyed. */
    public void regenerateKeepingData() {
        throw new UnsupportedOperationException();
    }

    public void destroy() {
        throw new UnsupportedOperationException();
    }

    /** {@return the whole session as it would be stored now, cookie included} */
    public String toJson() {
        throw new UnsupportedOperationException();
    }
}
