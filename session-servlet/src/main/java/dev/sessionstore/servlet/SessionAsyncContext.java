package dev.sessionstore.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;

/** Saves the session before the container completes the response, and finishes it after. */
final class SessionAsyncContext implements AsyncContext {

    private final AsyncContext container;
    private final boolean original;
    private final RequestSession session;
    private final SessionResponse response;
    private volatile boolean completed;

    SessionAsyncContext(AsyncContext container, boolean original, RequestSession session, SessionResponse response) {
        this.container = container;
        this.original = original;
        this.session = session;
        this.response = response;
    }

    boolean wraps(AsyncContext other) {
        return container == other;
    }

    /** The first listener of all, so that it knows of the end even if another one fails. */
    void listen() {
        session.goesAsync();
        container.addListener(new End(session));
    }

    @Override
    public void complete() {
        completed = true;
        try {
            response.saved();
        } catch (IOException e) {
            getRequest().getServletContext().log("The client has gone before its answer was complete", e);
        } catch (RuntimeException e) {
            if (session.failure() != e) {
                throw e;
            }
        } finally {
            container.complete();
        }
    }

    @Override
    public void dispatch() {
        response.endIsSeen(false);
        container.dispatch();
    }

    @Override
    public void dispatch(String path) {
        response.endIsSeen(false);
        container.dispatch(path);
    }

    @Override
    public void dispatch(ServletContext context, String path) {
        response.endIsSeen(false);
        container.dispatch(context, path);
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
        container.addListener(new Told(listener, this));
    }

    @Override
    public void addListener(AsyncListener listener, ServletRequest request, ServletResponse response) {
        container.addListener(new Told(listener, this), request, response);
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

    private record End(RequestSession session) implements AsyncListener {
        @Override
        public void onComplete(AsyncEvent event) {
            session.finish();
        }

        @Override
        public void onTimeout(AsyncEvent event) {}

        @Override
        public void onError(AsyncEvent event) {}

        @Override
        public void onStartAsync(AsyncEvent event) {}
    }

    /** Hands a listener of the application our context, so that it completes through us as well. */
    private record Told(AsyncListener listener, SessionAsyncContext context) implements AsyncListener {
        @Override
        public void onComplete(AsyncEvent event) throws IOException {
            listener.onComplete(ours(event));
        }

        @Override
        public void onTimeout(AsyncEvent event) throws IOException {
            listener.onTimeout(ours(event));
        }

        @Override
        public void onError(AsyncEvent event) throws IOException {
            listener.onError(ours(event));
        }

        @Override
        public void onStartAsync(AsyncEvent event) throws IOException {
            listener.onStartAsync(event);
        }

        private AsyncEvent ours(AsyncEvent event) {
            return new AsyncEvent(
                    context, event.getSuppliedRequest(), event.getSuppliedResponse(), event.getThrowable());
        }
    }
}
