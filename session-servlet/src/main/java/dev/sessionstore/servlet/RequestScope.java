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
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The session of one request through its dispatches, kept as a request attribute. Whether it is committed is the state of its
 * {@link SessionExchange}; this adds the failure that the response reports and the end of the request. Asynchronous requests
 * use it on several threads, so every step holds one lock: a thread that calls {@link #commit} while another one saves waits
 * and shares the outcome, and so does the container before it ends the response.
 */
final class RequestScope {

    static final String ATTRIBUTE = RequestScope.class.getName();

    private static final System.Logger LOG = System.getLogger(SessionFilter.class.getName());

    private final SessionManager manager;
    private final AttributeTypes types;
    private final Listeners listeners;
    private final @Nullable RequestScope previous;

    /** Entered before the lock is taken, never the other way round. */
    private final OutputGate output = new OutputGate();

    private final ReentrantLock lock = new ReentrantLock();
    private final AsyncCycles async = new AsyncCycles();
    private final List<Runnable> onComplete = new CopyOnWriteArrayList<>();
    private final SessionExchange exchange;
    private volatile @Nullable CommitOnFirstByteResponse response;
    private @Nullable HttpSessionAdapter httpSession;

    /** Whether the application got the session or detached from it. */
    private boolean used;

    private volatile boolean complete;
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
            @Nullable RequestScope previous) {
        this.manager = manager;
        this.types = types;
        this.listeners = listeners;
        this.previous = previous;
        this.setCookie = previous == null ? null : previous.setCookie;
        this.exchange = manager.open(
                cookie == null ? ServletRequestAdapter.of(request) : ServletRequestAdapter.withCookie(request, cookie));
        onComplete.add(() -> request.setRequest(EndedExchange.REQUEST));
    }

    static @Nullable RequestScope of(ServletRequest request) {
        return (RequestScope) request.getAttribute(ATTRIBUTE);
    }

    /**
     * {@return the scope of a later dispatch of the same request, an error page for example} It reads this one's cookie as
     * if the browser had sent it. The store is called only if the session is used, and not at all if it was unavailable
     * before.
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
        return previous != null;
    }

    String cookieName() {
        return manager.cookieName();
    }

    /** {@return the session, loaded or begun at the first call; empty as {@link SessionExchange#session} is} */
    Optional<Session> session() {
        lock.lock();
        try {
            if (complete && !used) {
                return Optional.empty();
            }
            if (previous != null && previous.failure instanceof SessionUnavailableException outage) {
                throw outage;
            }
            Optional<Session> session = exchange.session();
            used = used || session.isPresent();
            return session;
        } finally {
            lock.unlock();
        }
    }

    void unset() {
        lock.lock();
        try {
            exchange.unset();
            used = true;
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
     * @throws SessionUnavailableException when the request continues without a session, and one would have to begin
     */
    @Nullable
    HttpSessionAdapter httpSession(boolean create, HttpServletRequest request, CommitOnFirstByteResponse response) {
        HttpSessionAdapter found;
        boolean begins;
        lock.lock();
        try {
            Session session = sessionFor(create, response);
            if (session == null && create) {
                throw whyThereIsNone();
            } else if (session == null) {
                return null;
            }
            begins = httpSession == null && session.isNew() && session.names().isEmpty();
            if (begins && !create) {
                return null;
            }
            if (httpSession == null && session.isNew()) {
                requireCookieCanBeSent(response);
            }
            if (httpSession == null) {
                httpSession = new HttpSessionAdapter(session, lock, request.getServletContext(), types, listeners);
            }
            if (begins) {
                session.markChanged();
            }
            found = httpSession;
        } finally {
            lock.unlock();
        }
        if (begins) {
            listeners.created(found);
        }
        return found;
    }

    private @Nullable Session sessionFor(boolean create, CommitOnFirstByteResponse response) {
        boolean ended = used;
        Session session = session().orElse(null);
        return session == null && ended && create ? beginAnew(response) : session;
    }

    private RuntimeException whyThereIsNone() {
        RuntimeException outage = complete ? null : exchange.unavailable().orElse(null);
        return outage != null
                ? outage
                : new IllegalStateException(
                        "This request can have no session: its path is outside the cookie's, or it is complete");
    }

    private void requireCookieCanBeSent(CommitOnFirstByteResponse response) {
        if (exchange.isCommitted() || failure != null || complete || response.isCommitted()) {
            throw new IllegalStateException("The response has begun to leave, so no new session can begin");
        }
    }

    /** After the request's session was invalidated, destroyed or unset. */
    private Session beginAnew(CommitOnFirstByteResponse response) {
        requireCookieCanBeSent(response);
        httpSession = null;
        return exchange.beginAnew();
    }

    /**
     * Saves the session and adds its cookie to the response, at the first call. A call at the same time waits for the first
     * one. If it fails, the response becomes an error page.
     *
     * @throws RuntimeException as {@link SessionExchange#commit} does, to every call that began before the failure; later
     *     calls do nothing
     */
    void commit(CommitOnFirstByteResponse response) throws IOException {
        RuntimeException before = failure;
        lock.lock();
        try {
            if (failure != null && before == null) {
                throw failure;
            }
            if (failure == null && !complete && !exchange.isCommitted() && !isUnusedErrorPage()) {
                commitTo(response);
            }
        } finally {
            lock.unlock();
        }
    }

    private void commitTo(CommitOnFirstByteResponse response) throws IOException {
        try {
            putChangedAttributes();
            if (response.isCommitted()) {
                exchange.commitWithoutCookie();
            } else {
                exchange.commit().ifPresent(value -> setCookie = value);
                addCookie(response);
            }
        } catch (RuntimeException e) {
            report(e, response);
            throw e;
        }
    }

    private void putChangedAttributes() {
        if (httpSession != null) {
            httpSession.putChanged();
        }
    }

    /** Its session was committed by the previous scope. */
    private boolean isUnusedErrorPage() {
        return previous != null && !used;
    }

    /** Begins a dispatch with a response of its own, which gets the cookie of a session that is saved already. */
    void begin(CommitOnFirstByteResponse dispatched) {
        response = dispatched;
        addCookie(dispatched);
    }

    /** {@return the response of the dispatch that is not an include or a forward} */
    CommitOnFirstByteResponse response() {
        return Objects.requireNonNull(response);
    }

    /** Adds the saved session's cookie to a response that lacks it. */
    void addCookie(CommitOnFirstByteResponse response) {
        lock.lock();
        try {
            String value = setCookie;
            if (value != null && !complete) {
                response.addSessionCookie(manager.cookieName(), value);
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Replaces the response by the error of a failed session, if none of it has left.
     *
     * @return whether the response reports a failure of the session
     */
    boolean sendErrorPage(RuntimeException why, CommitOnFirstByteResponse response) throws IOException {
        lock.lock();
        try {
            if (failure == null && !complete && !response.isCommitted()) {
                report(why, response);
            }
            return failure != null;
        } finally {
            lock.unlock();
        }
    }

    private void report(RuntimeException why, CommitOnFirstByteResponse response) throws IOException {
        if (failure == null) {
            failure = why;
            SessionFailures.log(why);
            response.sendErrorPage(why);
        }
    }

    /** {@return why the session could not be loaded or saved, if the response reports that; else null} */
    @Nullable
    RuntimeException failure() {
        return failure;
    }

    OutputGate output() {
        return output;
    }

    boolean isComplete() {
        return complete;
    }

    AsyncCycles async() {
        return async;
    }

    /** Adds an action to run when the request is complete. */
    void onComplete(Runnable action) {
        onComplete.add(action);
    }

    /** Ends the request, before the container reuses its objects. A failure now can only be logged. */
    void complete() {
        output.enter();
        lock.lock();
        try {
            if (!complete) {
                finish();
            }
        } finally {
            lock.unlock();
            output.leave();
        }
    }

    private void finish() {
        try {
            if (!isUnusedErrorPage()) {
                putChangedAttributes();
                exchange.finish();
            }
        } catch (RuntimeException e) {
            if (failure == null) {
                LOG.log(System.Logger.Level.WARNING, "The session could not be saved after the response had left", e);
            }
        } finally {
            complete = true;
            output.end();
            onComplete.forEach(Runnable::run);
            onComplete.clear();
        }
    }
}
