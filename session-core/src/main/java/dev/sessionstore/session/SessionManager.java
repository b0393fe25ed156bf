package dev.sessionstore.session;

import dev.sessionstore.Store;
import dev.sessionstore.StoreArguments;
import dev.sessionstore.Subscription;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of an application: a store with options. Thread-safe; build one and keep it. The store stays the caller's:
 * it is never closed here, and several managers may share it.
 */
public final class SessionManager {

    private final SessionContext context;
    private final SessionWatches watches;

    SessionManager(SessionContext context) {
        this.context = context;
        this.watches =
                new SessionWatches(context.store().behind(), context.settings().clock());
    }

    /**
     * Begins with the defaults.
     *
     * @param store keeps the sessions
     * @return a builder on which at least {@link SessionManagerBuilder#secret(String)} has to be called
     */
    public static SessionManagerBuilder builder(Store store) {
        return new SessionManagerBuilder(store);
    }

    /**
     * Begins a request. Does not call the store.
     *
     * @param request the request; read during the whole exchange
     * @return to be committed and finished by the caller
     */
    public SessionExchange open(SessionRequest request) {
        return new SessionExchange(context, Objects.requireNonNull(request, "request"));
    }

    /**
     * The live sessions of an owner, that of the earliest login first. One round trip for the index, and two for each session.
     * A session in which somebody else has logged in meanwhile is not listed, and leaves the index.
     *
     * @param owner as the option {@link SessionManagerBuilder#owner} gives it
     * @param current the session of the request that lists, to be marked; null for none
     * @return a snapshot; a session that is being logged in or out meanwhile may or may not be there
     * @throws IllegalStateException without the option owner
     * @throws IllegalArgumentException when it is no owner: empty, or more than 1,024 characters
     * @throws SessionUnavailableException when the store was unavailable
     */
    public List<OwnedSession> sessionsOf(String owner, @Nullable Session current) {
        return owned().list(owner, current);
    }

    /**
     * Ends all sessions of an owner, or all but the current one: "log out all my other devices", "block this account". Complete
     * for logins that were answered before this began, on every node. Each of the other devices is logged out at its next
     * request; one that is under way may still read what it has loaded, and cannot save.
     *
     * @param owner as the option {@link SessionManagerBuilder#owner} gives it
     * @param except stays; null for none
     * @return how many ended
     * @throws IllegalStateException without the option owner
     * @throws IllegalArgumentException when it is no owner: empty, or more than 1,024 characters
     * @throws SessionUnavailableException when the store was unavailable; some may have ended
     */
    public int destroyAllOf(String owner, @Nullable Session except) {
        return owned().destroyAll(owner, except);
    }

    /**
     * Ends one session of an owner.
     *
     * @param owner as the option {@link SessionManagerBuilder#owner} gives it
     * @param id as {@link OwnedSession#id} gives it
     * @return false when the owner has no such session
     * @throws IllegalStateException without the option owner
     * @throws IllegalArgumentException when it is no owner: empty, or more than 1,024 characters
     * @throws SessionUnavailableException when the store was unavailable; it may or may not have ended
     */
    public boolean destroyOf(String owner, String id) {
        return owned().destroy(owner, Objects.requireNonNull(id, "id"));
    }

    /**
     * Indexes all sessions that are in the store: those from before the option owner, and those in which Node logged somebody
     * in. May run while the application runs, and may be repeated. Three round trips for each session and a listing of the
     * store. An unreadable session is left out, with a warning in the log.
     *
     * @return how many sessions have an owner
     * @throws IllegalStateException without the option owner, or when the store cannot list its sessions
     * @throws SessionUnavailableException when the store was unavailable; some may be indexed
     */
    public long reindex() {
        return owned().reindex();
    }

    private OwnedSessions owned() {
        return new OwnedSessions(context);
    }

    /**
     * Loads a session outside of a request, for administration, messages of a WebSocket or work in the background. It is saved by
     * {@link Session#saveOrRenew()} or {@link Session#save()} and never by itself; what requests change meanwhile is merged. No
     * cookie is sent, and options that are functions of the request get one for {@code /} without headers or TLS.
     *
     * @param sid the session's id, as {@link Session#id()} gives it
     * @return the session; empty when there is none
     * @throws SessionUnavailableException when the store was unavailable
     * @throws UnreadableSessionException when the stored data is no session, unless {@link UnreadablePolicy#START_ANEW} is chosen
     */
    public Optional<Session> find(String sid) {
        if (!StoreArguments.isSid(Objects.requireNonNull(sid, "sid"))) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(SessionLoader.load(context, NoRequest.INSTANCE, sid))
                    .map(this::detached);
        } catch (UnreadableSessionException e) {
            if (context.settings().unreadablePolicy() == UnreadablePolicy.FAIL) {
                throw e;
            }
            return Optional.empty();
        }
    }

    /**
     * The live sessions of an owner as {@link #find} gives each of them, that of the earliest login first.
     *
     * @param owner as the option {@link SessionManagerBuilder#owner} gives it
     * @return a snapshot; a session that is being logged in or out meanwhile may or may not be there
     * @throws IllegalStateException without the option owner, or with {@link SessionManagerBuilder#hashSids}
     * @throws IllegalArgumentException when it is no owner: empty, or more than 1,024 characters
     * @throws SessionUnavailableException when the store was unavailable
     * @throws UnreadableSessionException as {@link #find}
     */
    public List<Session> findAllOf(String owner) {
        return owned().load(owner, this::find);
    }

    /** {@return whether it is known whose a session is, by the option {@link SessionManagerBuilder#owner}} */
    public boolean knowsOwners() {
        return context.settings().owner() != null;
    }

    /**
     * Begins a session outside of a request, else as {@link #find}. It is stored when it is saved. Does not call the store.
     *
     * @return a session with a new id and nothing in it
     */
    public Session begin() {
        return detached(SessionRecord.begin(context, NoRequest.INSTANCE, detachedOptions()));
    }

    private Session detached(SessionRecord record) {
        return new Session(record, detachedOptions(), () -> false);
    }

    private CookieOptions detachedOptions() {
        return context.settings().cookie().apply(NoRequest.INSTANCE);
    }

    /**
     * Destroys a session outside of a request.
     *
     * @param sid the session's id, as {@link Session#id()} gives it
     * @return whether there was one
     * @throws SessionUnavailableException when the store was unavailable; it may or may not be destroyed
     */
    public boolean destroy(String sid) {
        if (!StoreArguments.isSid(Objects.requireNonNull(sid, "sid"))) {
            return false;
        }
        boolean removed = context.store().destroy(sid);
        if (removed) {
            context.touches().markDestroyed(sid);
        }
        return removed;
    }

    /**
     * Calls back when a session has ended: destroyed, expired or given a new id, on whichever node. For connections that outlive a
     * request, such as WebSockets and server-sent events, which close then. A store that reports changes
     * ({@link Store#watching()}) is heard within milliseconds, and within seconds when its link is lost; with other stores each
     * watched session is read every five seconds. An expiry is noticed within a second. An outage is no end, and neither is the close of
     * the store, after which nobody is called.
     *
     * @param sid the session's id, as {@link Session#id()} gives it
     * @param ended called once, on a thread that serves all watched sessions, so it must not wait; soon when there is no such
     *     session. What it throws is logged
     * @return ends the watching; {@code ended} may be running then
     */
    public Subscription whenEnded(String sid, Runnable ended) {
        Objects.requireNonNull(ended, "ended");
        return watches.add(context.store().key(StoreArguments.requireSid(sid)), ended);
    }

    /** {@return the cookie's name} */
    public String cookieName() {
        return context.settings().name();
    }
}
