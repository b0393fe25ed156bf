package dev.sessionstore.servlet;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;

/** Sees the end of an asynchronous part that began past our request. */
record Completion(RequestScope session) implements AsyncListener {

    @Override
    public void onComplete(AsyncEvent event) {
        session.complete();
    }

    @Override
    public void onTimeout(AsyncEvent event) {}

    @Override
    public void onError(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {
        if (!session.async().isStarting()) {
            event.getAsyncContext().addListener(this);
        }
    }
}
