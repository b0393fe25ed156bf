package dev.sessionstore.session;

import dev.sessionstore.WriteOutcome;
import java.lang.System.Logger.Level;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One request and its session, from {@link SessionManager#open} to {@link #finish}. Calls the store only when the session is
 * used, or when an option needs it. Belongs to one request; not thread-safe.
 */
public final class SessionExchange {

    private static final System.Logger LOG = System.getLogger(SessionExchange.class.getName());

    /** What became of the request's session; every state but OPEN ends it. */
    private enum State {
        OPEN,
        OUTSIDE,
        WITHOUT,
        UNSET
    }

    private final SessionContext context;
    private final Settings settings;
    private final SessionRequest request;
    private final CookieOptions options;
    private State state;
    private @Nullable Session session;
    private Signer.@Nullable Signed verified;
    private boolean cookieRead;
    private boolean failed;
    private boolean committed;
    private boolean finished;
    private boolean unsetDone;

    /** Why the session could not be loaded: a request waits for the store once. */
    private @Nullable SessionUnavailableException outage;

    /** Why the request continues without a session. */
    private @Nullable SessionUnavailableException without;

    SessionExchange(SessionContext context, SessionRequest request) {
        this.context = context;
        this.settings = context.settings();
        this.request = request;
        this.options = settings.cookie().apply(request);
        this.state = Settings.isBelow(request.path(), options.pathFilter()) ? State.OPEN : State.OUTSIDE;
    }

    /**
     * The request's session, loaded or begun at the first call. A missing or badly signed cookie begins a session without
     * calling the store, an unknown id begins one under a new id; it is stored at {@link #commit} if something was put into
     * it.
     * Every call gives the same object.
     *
     * @return the session; empty when the request's path is outside the cookie's, when the session was destroyed or unset, or
     *     when the store is unavailable and {@link OutagePolicy#CONTINUE_WITHOUT_SESSION} is chosen
     * @throws SessionUnavailableException when the store was unavailable; further calls throw the same at once, so that an
     *     error page does not wait for the store again
     * @throws UnreadableSessionException when the stored data is no session
     */
    public Optional<Session> session() {
        if (state != State.OPEN) {
            return Optional.empty();
        }
        if (session == null) {
            open();
        }
        return Optional.ofNullable(session).filter(found -> found.state.isLive());
    }

    /**
     * Detaches the request from the session, like {@code req.session = null} in Express: its changes are dropped, and what
     * is stored stays or is destroyed as {@link SessionManagerBuilder#unset} says. The session object refuses use from now
     * on. Does not call the store.
     */
    public void unset() {
        if (state == State.OPEN && !(session != null && !session.state.isLive())) {
            state = State.UNSET;
            failed = false;
            if (session != null) {
                session.state.markUnset();
            }
        }
    }

    /**
     * Begins another session after the request's was destroyed or unset: a new id and nothing in it, stored at {@link
     * #commit} if something is put into it. {@link #session()} gives it from now on; the earlier object still refuses use.
     * What is to be destroyed by {@link #unset()} is destroyed now.
     *
     * @return the new session
     * @throws IllegalStateException when the request has a session or can have none, or when the response has begun
     * @throws SessionUnavailableException when the store was unavailable to destroy an unset session
     */
    public Session beginAnew() {
        boolean destroyed = state == State.OPEN && session != null && !session.state.isLive();
        if (state != State.UNSET && !destroyed) {
            throw new IllegalStateException(
                    "no session of this request was destroyed or unset, so none can begin in its place");
        }
        if (committed) {
            throw new IllegalStateException(
                    "the response has begun, so the cookie of a new session cannot be sent any more");
        }
        if (state == State.UNSET) {
            destroyUnset();
        }
        state = State.OPEN;
        unsetDone = false;
        outage = null;
        session = new Session(SessionRecord.begin(context, request, options), options, this::isCommitted);
        return session;
    }

    /**
     * Called right before the first byte of the response leaves: saves or touches the session as the options say, and
     * returns the cookie to send. When it throws nothing has been sent yet, so the response can still become an error. Only
     * the first call does something. A session that ended elsewhere while the request was at work is not brought back: what
     * the request changed is dropped, and no cookie is sent.
     *
     * @return the value of a Set-Cookie header to add to the response, beside any that are there; empty when none is due
     * @throws SessionUnavailableException when the store was unavailable
     * @throws SessionConflictException when the changes could not be merged with those of other requests
     * @throws SessionTooLargeException when the session is too large
     */
    public Optional<String> commit() {
        return committed ? Optional.empty() : commit(true);
    }

    /**
     * Called in place of {@link #commit} when the response has begun already, so that no cookie can be sent: saves or
     * touches what is stored, and does not store a new session, whose id the browser would not get; that is logged.
     *
     * @throws SessionException as {@link #commit} does
     */
    public void commitWithoutCookie() {
        if (!committed) {
            commit(false);
        }
    }

    /**
     * Called at the end of every request: saves what was changed after {@link #commit}, in a session whose cookie the
     * browser has. Without a commit before, it does what needs no cookie. The session refuses changes afterwards.
     * Idempotent.
     *
     * @throws SessionException as {@link #commit} does
     */
    public void finish() {
        if (finished) {
            return;
        }
        finished = true;
        try {
            if (!committed) {
                failed = failed || isUnavailable();
                commit(false);
            } else if (!failed) {
                guarded(() -> {
                    if (state == State.UNSET) {
                        destroyUnset();
                    } else if (isSavable()) {
                        saveLate();
                    }
                    return Optional.empty();
                });
            }
        } finally {
            if (session != null) {
                session.state.markRequestEnded();
            }
        }
    }

    /** The handler's last call found the store unavailable. */
    private boolean isUnavailable() {
        return session != null && session.state.isUnavailable();
    }

    private boolean isSavable() {
        return state == State.OPEN
                && session != null
                && session.state.isLive()
                && record().isStored()
                && !record().isGone();
    }

    private void saveLate() {
        Attributes.Changes changes = record().changes();
        if (record().isChanged(changes)
                && record().writer.save(changes) == WriteOutcome.WRITTEN
                && record().rollsCookie()) {
            record().forgetRenewal();
        }
    }

    /** {@return why the request continues without a session, for who cannot do without; empty when it has one or may have} */
    public Optional<SessionUnavailableException> unavailable() {
        return Optional.ofNullable(without);
    }

    /** {@return whether the session was committed, with or without a cookie, also when that failed} */
    public boolean isCommitted() {
        return committed;
    }

    private void open() {
        if (outage != null) {
            throw outage;
        }
        String sid = cookieSid();
        SessionRecord record = null;
        if (sid != null) {
            try {
                record = SessionLoader.load(context, request, sid);
                failed = false;
            } catch (SessionUnavailableException e) {
                failed = true;
                if (settings.outagePolicy() == OutagePolicy.FAIL) {
                    outage = e;
                    throw e;
                }
                LOG.log(Level.WARNING, "The request continues without a session: {0}", e.getMessage());
                state = State.WITHOUT;
                without = e;
                return;
            } catch (UnreadableSessionException e) {
                startAnew(e);
            } catch (RuntimeException e) {
                failed = true;
                throw e;
            }
        }
        session = new Session(
                record != null ? record : SessionRecord.begin(context, request, options), options, this::isCommitted);
    }

    private void startAnew(UnreadableSessionException why) {
        if (settings.unreadablePolicy() == UnreadablePolicy.FAIL) {
            failed = true;
            throw why;
        }
        LOG.log(Level.WARNING, "A new session begins: {0}", why.getMessage());
    }

    private @Nullable String cookieSid() {
        if (!cookieRead) {
            cookieRead = true;
            verified = context.verify(request);
        }
        return verified == null ? null : verified.sid();
    }

    private Optional<String> commit(boolean canSendCookie) {
        committed = true;
        boolean ok = false;
        try {
            Optional<String> cookie = guarded(() -> save(canSendCookie));
            ok = true;
            return cookie;
        } finally {
            failed = failed || !ok;
        }
    }

    /** Under CONTINUE_WITHOUT_SESSION an outage costs the changes, not the response. */
    private Optional<String> guarded(Supplier<Optional<String>> work) {
        try {
            return work.get();
        } catch (SessionUnavailableException e) {
            if (settings.outagePolicy() == OutagePolicy.FAIL) {
                throw e;
            }
            failed = true;
            LOG.log(Level.WARNING, "Changes of the session are lost: {0}", e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<String> save(boolean canSendCookie) {
        if (failed || state == State.OUTSIDE || state == State.WITHOUT) {
            return Optional.empty();
        }
        if (state == State.UNSET) {
            destroyUnset();
            return Optional.empty();
        }
        if (session == null) {
            String sid = cookieSid();
            if (sid == null && !settings.saveUninitialized()) {
                return Optional.empty();
            }
            if (sid != null && !isOpenedAlways()) {
                context.note(SessionActivity.NOT_READ);
                return end(canSendCookie).renewUnread(sid);
            }
            open();
        }
        return session == null || !session.state.isLive() || record().isGone()
                ? Optional.empty()
                : end(canSendCookie).store(record());
    }

    private EndOfRequest end(boolean canSendCookie) {
        cookieSid();
        return new EndOfRequest(context, request, verified, canSendCookie);
    }

    private void destroyUnset() {
        if (settings.unset() == Unset.KEEP || unsetDone) {
            return;
        }
        unsetDone = true;
        String sid = session != null ? null : cookieSid();
        if (session != null) {
            record().destroy();
        } else if (sid != null) {
            context.note(context.store().destroy(sid) ? SessionActivity.DESTROYED : SessionActivity.ABSENT);
            context.touches().markDestroyed(sid);
        }
    }

    /** {@return whether an option needs the session at every request} */
    private boolean isOpenedAlways() {
        return settings.resave() || settings.rolling() == Rolling.ALWAYS || settings.saveUninitialized();
    }

    private SessionRecord record() {
        return Objects.requireNonNull(session).record;
    }
}
