package dev.sessionstore.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Saves the session before the response is completed, whoever completes it: the application, or the container after a timeout or
 * an error. The container knows one listener only, which calls those of the application first.
 */
final class SessionAsyncContext implements AsyncContext {

    private record Registered(
            AsyncListener listener,
            @Nullable ServletRequest request,
            @Nullable ServletResponse response) {}

    @FunctionalInterface
    private interface Notification {
        void send(AsyncListener listener, AsyncEvent event) throws IOException;
    }

    private final AsyncContext container;
    private final boolean original;
    private final RequestScope session;
    private final CommitOnFirstByteResponse response;
    private final List<Registered> listeners = new CopyOnWriteArrayList<>();
    /** Held while it is decided what ends a cycle: a completion, a dispatch or the container. */
    private final ReentrantLock ending = new ReentrantLock();

    private volatile boolean completed;
    private boolean dispatched;
    private boolean endedByContainer;

    SessionAsyncContext(
            AsyncContext container, boolean original, RequestScope session, CommitOnFirstByteResponse response) {
        this.container = container;
        this.original = original;
        this.session = session;
        this.response = response;
    }

    boolean wraps(AsyncContext other) {
        return container == other;
    }

    /** Follows the container from here on. Listeners of the cycle before, if there was one, learn that another one begins. */
    void begin() {
        SessionAsyncContext before = session.async().current();
        session.async().begun(this);
        container.addListener(new Following());
        if (before != null) {
            before.publish(AsyncListener::onStartAsync, this, null);
        }
    }

    /** Calls the listeners of the application with a context of ours, so that they complete through us as well. */
    private void publish(Notification notification, SessionAsyncContext context, @Nullable Throwable thrown) {
        for (Registered registered : listeners) {
            try {
                notification.send(
                        registered.listener(),
                        new AsyncEvent(context, registered.request(), registered.response(), thrown));
            } catch (VirtualMachineError e) {
                throw e;
            } catch (Throwable e) {
                SessionFailures.logListener(registered.listener(), e);
            }
        }
    }

    /** A response that ends by itself, since no listener of the application has seen to it. */
    private void commitBeforeTheContainerEnds() {
        ending.lock();
        try {
            if (!dispatched) {
                commitAndEnd();
                endedByContainer = !completed;
            }
        } finally {
            ending.unlock();
        }
    }

    /** Each callback of the container offers the end to the application anew: after onTimeout, onError may come. */
    private void offerTheEnd() {
        ending.lock();
        endedByContainer = false;
        ending.unlock();
    }

    private void commitAndEnd() {
        try {
            response.commitSession();
        } catch (IOException | RuntimeException e) {
            if (session.failure() != null && !completed) {
                completed = true;
                container.complete();
            }
        } finally {
            session.output().end();
        }
    }

    private void requireNotComplete() {
        if (session.isComplete()) {
            throw new IllegalStateException("The asynchronous part of the request is complete");
        }
    }

    /**
     * Reaches the container once, and only while the container waits for it. Tomcat would take a completion that meets the end of a
     * timeout for one of the request that comes next.
     */
    @Override
    public void complete() {
        requireNotComplete();
        try {
            response.commitSession();
        } catch (IOException e) {
            SessionFailures.logClientGone(e);
        } catch (RuntimeException e) {
            if (session.failure() != e) {
                throw e;
            }
        } finally {
            completeContainer();
        }
    }

    private void completeContainer() {
        ending.lock();
        try {
            requireNotComplete();
            if (completed || endedByContainer) {
                throw new IllegalStateException(
                        "The response was completed already, or ended by a timeout or an error");
            }
            completed = true;
            container.complete();
        } finally {
            ending.unlock();
        }
    }

    @Override
    public void dispatch() {
        dispatch(container::dispatch);
    }

    @Override
    public void dispatch(String path) {
        dispatch(() -> container.dispatch(path));
    }

    @Override
    public void dispatch(ServletContext context, String path) {
        dispatch(() -> container.dispatch(context, path));
    }

    /** Either the request is dispatched or its timeout ends it, not both. */
    private void dispatch(Runnable dispatch) {
        ending.lock();
        try {
            requireNotComplete();
            if (session.output().hasEnded()) {
                throw new IllegalStateException("The response was ended by a timeout or an error");
            }
            response.endIsSeen(false);
            dispatch.run();
            dispatched = true;
        } finally {
            ending.unlock();
        }
    }

    @Override
    public void start(Runnable run) {
        container.start(() -> {
            try {
                run.run();
            } catch (RuntimeException e) {
                endIfAnswered(e);
            }
        });
    }

    /** What the response tells already need not be told by the container, which would make a 500 of it. */
    private void endIfAnswered(RuntimeException thrown) {
        if (session.failure() == null || SessionFailures.in(thrown) != session.failure()) {
            throw thrown;
        }
        if (!completed) {
            complete();
        }
    }

    @Override
    public ServletRequest getRequest() {
        return container.getRequest();
    }

    @Override
    public ServletResponse getResponse() {
        return container.getResponse();
    }

    @Override
    public boolean hasOriginalRequestAndResponse() {
        return original;
    }

    @Override
    public void addListener(AsyncListener listener) {
        requireNotComplete();
        listeners.add(new Registered(listener, null, null));
    }

    @Override
    public void addListener(AsyncListener listener, ServletRequest request, ServletResponse response) {
        requireNotComplete();
        listeners.add(new Registered(listener, request, response));
    }

    @Override
    public <T extends AsyncListener> T createListener(Class<T> type) throws ServletException {
        return container.createListener(type);
    }

    @Override
    public void setTimeout(long milliseconds) {
        container.setTimeout(milliseconds);
    }

    @Override
    public long getTimeout() {
        return container.getTimeout();
    }

    private final class Following implements AsyncListener {
        @Override
        public void onTimeout(AsyncEvent event) {
            offerTheEnd();
            try {
                publish(AsyncListener::onTimeout, SessionAsyncContext.this, event.getThrowable());
            } finally {
                commitBeforeTheContainerEnds();
            }
        }

        @Override
        public void onError(AsyncEvent event) {
            offerTheEnd();
            try {
                publish(AsyncListener::onError, SessionAsyncContext.this, event.getThrowable());
            } finally {
                commitBeforeTheContainerEnds();
            }
        }

        @Override
        public void onComplete(AsyncEvent event) {
            try {
                publish(AsyncListener::onComplete, SessionAsyncContext.this, event.getThrowable());
            } finally {
                session.complete();
            }
        }

        /** A container forgets its listeners when another cycle begins. */
        @Override
        public void onStartAsync(AsyncEvent event) {
            if (!session.async().isStarting()) {
                event.getAsyncContext().addListener(new Completion(session));
            }
        }
    }
}
