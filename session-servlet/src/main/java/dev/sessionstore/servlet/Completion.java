package dev.sessionstore.servlet;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;

/** Completes the request when an asynchronous part ends that did not begin through our request. */
record Completion(RequestScope scope) implements AsyncListener {

    @Override
    public void onComplete(AsyncEvent event) {
        scope.complete();
    }

    @Override
    public void onTimeout(AsyncEvent event) {}

    @Override
    public void onError(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {
        if (!scope.async().isStarting()) {
            event.getAsyncContext().addListener(this);
        }
    }
}
