package dev.sessionstore.session;

import dev.sessionstore.StoreArguments;
import dev.sessionstore.WriteOutcome;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The session of one request: attributes by name, each a JSON value, and its cookie. It is saved by itself when the response
 * is about to leave, if something changed; an object that was read or put and then changed in place is noticed, since its JSON
 * is another. What Node wrote stays as it is, to the character, unless it is changed.
 *
 * <p>Attributes are what Jackson can write and read: text, numbers, booleans, lists, maps, records, beans, dates. The JSON is
 * that of {@code JSON.stringify}: a whole number beyond 2<sup>53</sup> becomes a string, an {@code Instant} or {@code Date} the
 * text of {@code toISOString}, NaN and infinity null.
 *
 * <p>After {@link #destroy}, and after {@link SessionExchange#unset}, everything but {@link #id()} is an
 * {@link IllegalStateException}; so is a change when the request has ended, and a change of a session that is not stored yet
 * when the response has begun, because its cookie cannot be sent any more. Belongs to one request; not thread-safe.
 */
public final class Session {

    SessionRecord record;
    final SessionState state;
    private final CookieOptions options;

    /**
     * @param options for the cookie of a session that takes its place
     * @param committed whether the response has begun
     */
    Session(SessionRecord record, CookieOptions options, BooleanSupplier committed) {
        this.record = record;
        this.options = options;
        this.state = new SessionState(committed);
    }

    /** {@return the session id} {@link #regenerate} gives another one. */
    public String id() {
        return record.id();
    }

    /** {@return whether this request began the session, so that it was not loaded from the store} */
    public boolean isNew() {
        state.requireLive();
        return record.isNew();
    }

    /** {@return the names of the attributes, in the order in which they are stored} A snapshot, unmodifiable. */
    public Set<String> names() {
        state.requireLive();
        return record.attributes.names();
    }

    /** {@return whether there is an attribute of this name, JSON null included} */
    public boolean contains(String name) {
        state.requireLive();
        return record.attributes.contains(name);
    }

    /**
     * Reads an attribute. The same name and type give the same object again, until the attribute is put; what is changed in
     * that object is saved. For reading only, a type with fewer fields than the JSON is fine: as long as the object is not
     * changed, the JSON stays.
     *
     * @return the value; empty when there is no such attribute, or it is JSON null
     * @throws SessionAttributeException when the JSON does not fit the type
     */
    public <T> Optional<T> get(String name, Class<T> type) {
        return read(name, type);
    }

    /**
     * Reads an attribute of a generic type, else as {@link #get(String, Class)}.
     *
     * @return the value; empty when there is no such attribute, or it is JSON null
     * @throws SessionAttributeException when the JSON does not fit the type
     */
    public <T> Optional<T> get(String name, TypeToken<T> type) {
        return read(name, type.type());
    }

    /** {@return the attribute's JSON text, as stored or as it will be; empty when there is no such attribute} */
    public Optional<String> getJson(String name) {
        state.requireLive();
        return record.attributes.json(name);
    }

    /**
     * Sets an attribute. It is written as JSON at once, so a value without JSON is refused here; later changes in the object
     * are noticed. A value whose JSON is the one that is stored is no change.
     *
     * <p>A value that would not come back is refused here, too: the JSON is read as the value's class, and what that gives
     * has to be written the same again. So a class that Jackson cannot make (no usable constructor, an interface inside, a
     * lambda, a proxy) is refused, and one of which a property gets lost. Text, booleans and numbers need no reading and
     * cost nothing. Of collections, maps and arrays each element is checked, not the collection's own class, since {@link
     * #get(String, TypeToken)} says what they are read as; read without a type, an element that was an object is a map. What
     * is changed in place later is not read back.
     *
     * @param name any but those that express-session uses or drops: {@code cookie}, {@code id}, {@code save}, {@code toString}…
     * @param value null is JSON null, an attribute all the same
     * @return this
     * @throws IllegalArgumentException when the name is reserved
     * @throws SessionAttributeException when there is no JSON for the value, or it would not come back as it is: names the
     *     attribute and the class, and nothing was changed
     */
    public Session put(String name, @Nullable Object value) {
        state.requireWritable(record.isStored());
        record.attributes.put(name, value);
        return this;
    }

    /**
     * Sets an attribute to a JSON text.
     *
     * @param name as {@link #put} takes it
     * @param json one JSON value; blanks between its parts are dropped
     * @return this
     * @throws IllegalArgumentException when the name is reserved
     * @throws SessionAttributeException when it is not JSON
     */
    public Session putJson(String name, String json) {
        state.requireWritable(record.isStored());
        record.attributes.putJson(name, Codec.requireJson(name, json));
        return this;
    }

    /** {@return whether there was an attribute of this name, which now is removed} */
    public boolean remove(String name) {
        state.requireWritable(record.isStored());
        return record.attributes.remove(name);
    }

    /**
     * Changes an attribute by a function. When another request saved a change of the same attribute meanwhile, the function is
     * applied again to that request's value, so that both count: {@code update("views", Integer.class, v -> v.orElse(0) + 1)}.
     * The function may therefore be called several times, and should do nothing but compute.
     *
     * @param change from the value, empty when there is none or it is JSON null, to the new value, which is not null
     * @return what the function gave now; after a merge the stored value may be another
     * @throws IllegalArgumentException when the name is reserved
     * @throws SessionAttributeException when the JSON does not fit the type, there is none for the new value, or the new value
     *     would not come back when it is read as the type
     */
    public <T> T update(String name, Class<T> type, Function<Optional<T>, T> change) {
        state.requireWritable(record.isStored());
        return record.attributes.update(name, type, change);
    }

    /**
     * Changes an attribute of a generic type, else as {@link #update(String, Class, Function)}.
     *
     * @return what the function gave now; after a merge the stored value may be another
     */
    public <T> T update(String name, TypeToken<T> type, Function<Optional<T>, T> change) {
        state.requireWritable(record.isStored());
        return record.attributes.update(name, type.type(), change);
    }

    /** {@return the session's cookie, the same object until {@link #regenerate}} */
    public SessionCookie cookie() {
        state.requireLive();
        return record.cookie;
    }

    /**
     * {@return when the session began; empty when that is not recorded (yet)} See {@link
     * SessionManagerBuilder#recordCreation}. In milliseconds.
     */
    public Optional<Instant> createdAt() {
        state.requireLive();
        return record.attributes.created().map(Instant::ofEpochMilli);
    }

    /**
     * {@return when the session was last used, as far as this process knows; empty when nothing is known, as for a new one}
     * That is the last save, by the stored cookie's maxAge, and the last renewal by this process; of requests that other
     * processes only renewed it for, nothing is known. Without either, when it began, if that is recorded. A save by this
     * request counts.
     */
    public Optional<Instant> lastAccessedAt() {
        state.requireLive();
        return Optional.ofNullable(record.lastAccess()).map(Instant::ofEpochMilli);
    }

    /**
     * {@return how long the session lives without a request; empty when it never times out} Its own idle timeout if it has
     * one, else the shorter of the cookie's maxAge and {@link SessionManagerBuilder#idleTimeout}. An absolute lifetime may end
     * the session earlier.
     */
    public Optional<Duration> idleTimeout() {
        state.requireLive();
        return Optional.of(record.idle())
                .filter(millis -> millis < JsDate.MAX_MILLIS)
                .map(Duration::ofMillis);
    }

    /**
     * Gives the session an idle timeout of its own, which decides alone how long the store keeps it after each renewal; the
     * cookie stays as it is. It is stored with the session in the member {@code _idle}, in milliseconds, so it holds on every
     * Java node; Node keeps it as data and renews by the cookie's maxAge. A change of the session like that of an attribute.
     *
     * @param timeout zero or negative: the session never times out; null: the cookie's maxAge and the options decide again
     * @return this
     * @throws IllegalArgumentException when it is beyond the range of a JavaScript date
     */
    public Session idleTimeout(@Nullable Duration timeout) {
        state.requireWritable(record.isStored());
        record.attributes.setIdle(timeout == null ? null : Lifetime.requireMillis(timeout));
        return this;
    }

    /** {@return until when the store keeps the session if it is renewed now} In milliseconds. */
    public Instant expiresAt() {
        state.requireLive();
        return record.expiry(record.context.now());
    }

    /**
     * Begins the session's lifetime anew: the cookie's now, the store's at the end of the request, even if that was done
     * lately. That happens by itself at every request that has the session, if not within {@link
     * SessionManagerBuilder#touchEvery}. Does not call the store.
     *
     * @return this
     */
    public Session touch() {
        state.requireWritable(record.isStored());
        record.touch();
        return this;
    }

    /**
     * Has the session saved at the end of the request, and its cookie sent, although no attribute differs: for a change of the
     * cookie alone, which express-session does not save.
     *
     * @return this
     */
    public Session markChanged() {
        state.requireWritable(record.isStored());
        record.markChanged();
        return this;
    }

    /**
     * Saves now, changed or not, with its lifetime begun anew: one round trip, two more for each time that another request
     * changed the session first. A new session is stored, and gets its cookie at the end. Not needed before a redirect: the
     * session is saved before the response leaves.
     *
     * @throws SessionGoneException when the session ended meanwhile; it is not brought back
     * @throws SessionConflictException when the changes could not be merged with those of other requests
     * @throws SessionTooLargeException when the session is too large
     * @throws SessionUnavailableException when the store was unavailable; it may or may not have been saved
     */
    public void save() {
        state.requireWritable(record.isStored());
        if (record.isGone() || state.call(() -> record.writer.save(record.changes())) == WriteOutcome.GONE) {
            throw new SessionGoneException("cannot save the session: it ended meanwhile");
        }
    }

    /**
     * Does what the end of a request does, for a session outside of one ({@link SessionManager#find}): saves what was changed, or a
     * new session, else moves the expiry if {@link SessionManagerBuilder#touchEvery} says that it is due. One round trip at most,
     * two more for each time that another request changed the session first. May be called again.
     *
     * @return whether the session is still there; if it ended meanwhile it is not brought back, and the changes are dropped
     * @throws SessionConflictException when the changes could not be merged with those of other requests
     * @throws SessionTooLargeException when the session is too large
     * @throws SessionUnavailableException when the store was unavailable; it may or may not have been saved
     */
    public boolean saveOrRenew() {
        state.requireWritable(record.isStored());
        return !record.isGone() && state.call(record::saveOrRenew);
    }

    /**
     * Drops the changes of this request and loads the session again, into this object. Objects read before no longer count.
     *
     * @throws SessionGoneException when the store does not have it (any more); then nothing is dropped
     * @throws SessionUnavailableException when the store was unavailable; then nothing is dropped
     * @throws UnreadableSessionException when the stored data is no session; then nothing is dropped
     */
    public void reload() {
        state.requireWritable(record.isStored());
        record = state.call(record::reload);
    }

    /**
     * Begins a new session in this object: a new id, no attributes, the cookie of the options. The old one is destroyed now,
     * the new one is stored at the end of the request. To be called at login, against fixation of the id.
     *
     * @throws SessionUnavailableException when the store was unavailable; then the session is still the old one
     */
    public void regenerate() {
        state.requireNotBegun(record.isStored());
        record = state.call(() -> record.regenerate(options));
    }

    /**
     * Gives the session a new id and keeps attributes and cookie, changes that other requests save meanwhile included. The new
     * one is stored first, then the old one removed if it is what the new one was made of: two round trips, three more for each
     * time that another request changed it first. With {@link Secure#AUTO} the cookie of a visit that began without TLS becomes
     * Secure when this request has TLS.
     *
     * <p>If the session ended meanwhile, by a logout or another regenerate, nothing of it lives on: the session is then a new,
     * empty one under a new id, without what this request put before. It is stored, and its cookie sent, if something is put
     * after. So at login call this first, then put the user: of a login that was pressed twice both answers are logged in.
     *
     * @return whether the data was kept; false when the session had ended
     * @throws SessionConflictException when other requests changed the session too many times; then it is still the old one
     * @throws SessionUnavailableException when the store was unavailable; then the session is still the old one, if that is
     *     there
     */
    public boolean regenerateKeepingData() {
        state.requireNotBegun(record.isStored());
        SessionRecord next = state.call(() -> Regeneration.keepingData(record, options));
        record = next != null ? next : record.begin(options);
        return next != null;
    }

    /**
     * Destroys the session, now. The browser keeps its cookie, as in Express; its id is never used again. When it fails, the
     * session is not saved any more, and this may be called again.
     *
     * @throws SessionUnavailableException when the store was unavailable; it may or may not be destroyed
     */
    public void destroy() {
        if (!state.isDestroyed()) {
            state.requireLive();
            state.markDestroyed();
        }
        record.destroy();
    }

    /** {@return the whole session as it would be stored now, cookie included: a JSON object} */
    public String toJson() {
        state.requireLive();
        return record.toJson();
    }

    /** {@return the id, shortened; nothing of the data} */
    @Override
    public String toString() {
        return "Session[" + StoreArguments.shorten(record.id()) + "]";
    }

    @SuppressWarnings("unchecked") // what the codec reads for the type is a T
    private <T> Optional<T> read(String name, Type type) {
        state.requireLive();
        return Optional.ofNullable((T) record.attributes.get(name, type));
    }
}
