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
 * Saves the session before the response is completed, by the application or by the container after a timeout or an error.
 * Only one listener is registered with the container; it calls those of the application first.
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
    private final RequestScope scope;
    private final CommitOnFirstByteResponse response;
    private final List<Registered> listeners = new CopyOnWriteArrayList<>();
    /** Held while it is decided what ends a cycle: a completion, a dispatch or the container. */
    private final ReentrantLock ending = new ReentrantLock();

    private volatile boolean completed;
    private boolean dispatched;
    private boolean endedByContainer;

    SessionAsyncContext(
            AsyncContext container, boolean original, RequestScope scope, CommitOnFirstByteResponse response) {
        this.container = container;
        this.original = original;
        this.scope = scope;
        this.response = response;
    }

    boolean wraps(AsyncContext other) {
        return container == other;
    }

    /** Listens to the container from here on. Listeners of the previous cycle are notified that another one begins. */
    void begin() {
        SessionAsyncContext previous = scope.async().current();
        scope.async().follow(this);
        container.addListener(new ContainerListener());
        if (previous != null) {
            previous.publish(AsyncListener::onStartAsync, this, null);
        }
    }

    /** Calls the listeners of the application with a context of ours, so that they complete through it as well. */
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

    /** No listener of the application has completed or dispatched, so the container ends the response. */
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
            if (scope.failure() != null && !completed) {
                completed = true;
                container.complete();
            }
        } finally {
            scope.output().end();
        }
    }

    private void requireNotComplete() {
        if (scope.isComplete()) {
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
            if (scope.failure() != e) {
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
            if (scope.output().hasEnded()) {
                throw new IllegalStateException("The response was ended by a timeout or an error");
            }
            response.setEndSeen(false);
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
                completeIfErrorSent(e);
            }
        });
    }

    /** The response has its error already; the container would replace it by a 500. */
    private void completeIfErrorSent(RuntimeException thrown) {
        if (scope.failure() == null || SessionFailures.in(thrown) != scope.failure()) {
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

    private final class ContainerListener implements AsyncListener {
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
                scope.complete();
            }
        }

        /** A container drops its listeners when another cycle begins. */
        @Override
        public void onStartAsync(AsyncEvent event) {
            if (!scope.async().isStarting()) {
                event.getAsyncContext().addListener(new Completion(scope));
            }
        }
    }
}
