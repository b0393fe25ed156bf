package dev.sessionstore.servlet;

import jakarta.servlet.AsyncContext;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The asynchronous parts of one request: how many began, and the one that is followed now. Thread-safe. */
final class AsyncCycles {

    private final AtomicInteger starts = new AtomicInteger();
    private volatile boolean starting;
    private volatile @Nullable SessionAsyncContext current;

    /** Begins a cycle in the container, for a caller that follows it. */
    AsyncContext start(Supplier<AsyncContext> container) {
        starting = true;
        try {
            return container.get();
        } finally {
            starting = false;
        }
    }

    /** {@return whether the cycle that the container begins now is followed already} */
    boolean isStarting() {
        return starting;
    }

    /** From now on the end of the request is the end of this asynchronous part. */
    void follow(@Nullable SessionAsyncContext context) {
        current = context;
        starts.incrementAndGet();
    }

    int starts() {
        return starts.get();
    }

    /** {@return the cycle that is followed; null before the first, and when the last one began past our request} */
    @Nullable
    SessionAsyncContext current() {
        return current;
    }
}
