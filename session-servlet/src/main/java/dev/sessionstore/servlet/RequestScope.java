package dev.sessionstore.servlet;

import dev.sessionstore.session.Session;
import dev.sessionstore.session.SessionExchange;
import dev.sessionstore.session.SessionManager;
import dev.sessionstore.session.SessionUnavailableException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The session of one request through its dispatches, kept as a request attribute. Asynchronous requests use it on several
 * threads, so every step is taken under one lock: who comes while another thread saves waits for it and shares the outcome, and
 * the container, which has to pass here before it ends the response, waits as well.
 */
final class RequestScope {

    /** Goes from left to right; COMPLETE, the container may use request and response for something else, is the last. */
    private enum State {
        OPEN,
        COMMITTING,
        COMMITTED,
        FAILED,
        COMPLETE
    }

    static final String ATTRIBUTE = RequestScope.class.getName();

    private static final System.Logger LOG = System.getLogger(SessionFilter.class.getName());

    private final SessionManager manager;
    private final AttributeTypes types;
    private final Listeners listeners;
    private final @Nullable RequestScope before;
    /** Entered before the lock is taken, never the other way round. */
    private final OutputGate output = new OutputGate();

    private final ReentrantLock lock = new ReentrantLock();
    private final AsyncCycles async = new AsyncCycles();
    private final List<Runnable> atTheEnd = new CopyOnWriteArrayList<>();
    private final SessionExchange exchange;
    private @Nullable HttpSessionAdapter view;
    private boolean lookedAt;
    private volatile State state = State.OPEN;
    private volatile @Nullable String setCookie;
    private volatile @Nullable RuntimeException failure;

    RequestScope(SessionManager manager, HttpServletRequest request, AttributeTypes types, Listeners listeners) {
        this(manager, new HttpServletRequestWrapper(request), null, types, listeners, null);
    }

    private RequestScope(
            SessionManager manager,
            HttpServletRequestWrapper request,
            @Nullable String cookie,
            AttributeTypes types,
            Listeners listeners,
            @Nullable RequestScope before) {
        this.manager = manager;
        this.types = types;
        this.listeners = listeners;
        this.before = before;
        this.setCookie = before == null ? null : before.setCookie;
        this.exchange = manager.open(
                cookie == null ? ServletRequestAdapter.of(request) : ServletRequestAdapter.withCookie(request, cookie));
        atTheEnd.add(() -> request.setRequest(EndedExchange.REQUEST));
    }

    static @Nullable RequestScope of(ServletRequest request) {
        return (RequestScope) request.getAttribute(ATTRIBUTE);
    }

    /**
     * {@return the session for what comes after the answer of this one: an error page, say} As if the browser had this one's
     * cookie already. The store is asked only if somebody looks, and not at all if it was down before.
     */
    RequestScope next(HttpServletRequest request) {
        String sent = setCookie;
        return new RequestScope(
                manager,
                new HttpServletRequestWrapper(request),
                sent == null ? null : sent.replaceFirst(";.*", ""),
                types,
                listeners,
                this);
    }

    boolean isNext() {
        return before != null;
    }

    String cookieName() {
        return manager.cookieName();
    }

    /** {@return the session, loaded or begun at the first call; empty as {@link SessionExchange#session} is} */
    Optional<Session> session() {
        lock.lock();
        try {
            if (state == State.COMPLETE && !lookedAt) {
                return Optional.empty();
            }
            if (before != null && before.failure instanceof SessionUnavailableException outage) {
                throw outage;
            }
            Optional<Session> session = exchange.session();
            lookedAt = lookedAt || session.isPresent();
            return session;
        } finally {
            lock.unlock();
        }
    }

    void unset() {
        lock.lock();
        try {
            exchange.unset();
            lookedAt = true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * The session as {@code HttpSession}; the same object until it is invalidated.
     *
     * @param create whether to begin one if there is none
     * @return null if there is none and none is to begin
     * @throws IllegalStateException when one would have to begin, and cannot
     */
    @Nullable
    HttpSessionAdapter view(boolean create, HttpServletRequest request, CommitOnFirstByteResponse response) {
        HttpSessionAdapter found;
        boolean begins;
        lock.lock();
        try {
            Session session = sessionFor(create, response);
            if (session == null) {
                return refuseIf(create);
            }
            begins = view == null && session.isNew() && session.names().isEmpty();
            if (begins && !create) {
                return null;
            }
            if (view == null && session.isNew()) {
                requireCookieCanBeSent(response);
            }
            if (view == null) {
                view = new HttpSessionAdapter(session, lock, request.getServletContext(), types, listeners);
            }
            if (begins) {
                session.markChanged();
            }
            found = view;
        } finally {
            lock.unlock();
        }
        if (begins) {
            listeners.created(found);
        }
        return found;
    }

    private @Nullable Session sessionFor(boolean create, CommitOnFirstByteResponse response) {
        boolean ended = lookedAt;
        Session session = session().orElse(null);
        return session == null && ended && create ? beginAnew(response) : session;
    }

    private static @Nullable HttpSessionAdapter refuseIf(boolean create) {
        if (!create) {
            return null;
        }
        throw new IllegalStateException(
                "This request can have no session: its path is outside the cookie's, it is over,"
                        + " or the store is down and requests go on without one");
    }

    private void requireCookieCanBeSent(CommitOnFirstByteResponse response) {
        if (state != State.OPEN || response.isCommitted()) {
            throw new IllegalStateException("The response has begun to leave, it is too late for a new session");
        }
    }

    /** After the request's session was invalidated, destroyed or unset. */
    private Session beginAnew(CommitOnFirstByteResponse response) {
        requireCookieCanBeSent(response);
        view = null;
        return exchange.beginAnew();
    }

    /**
     * Saves the session and adds its cookie to the response, at the first call. Who calls while that is under way waits for it.
     * If it fails, the response becomes an error page.
     *
     * @throws RuntimeException as {@link SessionExchange#commit} does, to all that have called by then; later calls do nothing
     */
    void commit(CommitOnFirstByteResponse response) throws IOException {
        State found = state;
        lock.lock();
        try {
            if (state == State.OPEN) {
                state = State.COMMITTING;
                commitTo(response);
            } else if (state == State.FAILED && found != State.FAILED && failure != null) {
                throw failure;
            }
        } finally {
            lock.unlock();
        }
    }

    private void commitTo(CommitOnFirstByteResponse response) throws IOException {
        try {
            if (before != null && !lookedAt) {
                state = State.COMMITTED;
            } else if (response.isCommitted()) {
                exchange.commitWithoutCookie();
                state = State.COMMITTED;
            } else {
                exchange.commit().ifPresent(value -> setCookie = value);
                state = State.COMMITTED;
                addCookie(response);
            }
        } catch (RuntimeException e) {
            fail(e, response);
            throw e;
        } finally {
            if (state == State.COMMITTING) {
                state = State.FAILED;
            }
        }
    }

    /** Adds the saved session's cookie to a response that lacks it. */
    void addCookie(CommitOnFirstByteResponse response) {
        lock.lock();
        try {
            String value = setCookie;
            if (value != null && state != State.COMPLETE) {
                response.addSessionCookie(manager.cookieName(), value);
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * The response is no longer about what the handler did, but about this failure, if none of it has left.
     *
     * @return whether the client is told of a failure of the session
     */
    boolean fail(RuntimeException why, CommitOnFirstByteResponse response) throws IOException {
        lock.lock();
        try {
            if (failure != null) {
                return true;
            }
            if (state == State.COMPLETE || state == State.COMMITTED && response.isCommitted()) {
                return false;
            }
            state = State.FAILED;
            failure = why;
            SessionFailures.log(why);
            response.sendErrorPage(why);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** What the session could not be loaded or saved for, if the response is the answer to that. */
    @Nullable
    RuntimeException failure() {
        return failure;
    }

    OutputGate output() {
        return output;
    }

    boolean isComplete() {
        return state == State.COMPLETE;
    }

    AsyncCycles async() {
        return async;
    }

    /** Lets something be done when the request is complete. */
    void atTheEnd(Runnable action) {
        atTheEnd.add(action);
    }

    /** The end of the request, before the container takes its objects back. What fails now can no longer be told the client. */
    void complete() {
        output.enter();
        lock.lock();
        try {
            if (state != State.COMPLETE) {
                finish();
            }
        } finally {
            lock.unlock();
            output.leave();
        }
    }

    private void finish() {
        try {
            if (before == null || lookedAt) {
                exchange.finish();
            }
        } catch (RuntimeException e) {
            if (failure == null) {
                LOG.log(System.Logger.Level.WARNING, "The session could not be saved after the response had left", e);
            }
        } finally {
            state = State.COMPLETE;
            output.end();
            atTheEnd.forEach(Runnable::run);
            atTheEnd.clear();
        }
    }
}
