package dev.sessionstore.redis;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Runs what a client does in its own time, opening and closing, on a thread of its own, so that it takes the caller no longer
 * than it may, and neither sees nor takes the caller's interrupt.
 */
final class Aside {

    private Aside() {}

    /**
     * Opens something.
     *
     * @param limit how long to wait
     * @param discard gets, on another thread, what was opened after nobody waited for it any more
     * @throws ExecutionException around what the work threw
     * @throws TimeoutException when it was not done in time
     * @throws InterruptedException when this thread was interrupted while it waited
     */
    static <T> T open(Supplier<T> work, Duration limit, Consumer<? super T> discard)
            throws ExecutionException, TimeoutException, InterruptedException {
        CompletableFuture<T> opened = CompletableFuture.supplyAsync(work, Aside::start);
        try {
            return opened.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | InterruptedException e) {
            opened.thenAcceptAsync(discard, Aside::start);
            throw e;
        }
    }

    /**
     * Closes something, to the end, on an interrupted thread too, which keeps its flag.
     *
     * @param limit how long to wait; what is not done by then goes on without the caller
     * @throws java.util.concurrent.CompletionException around what the work threw
     */
    static void close(Runnable work, Duration limit) {
        CompletableFuture.runAsync(work, Aside::start)
                .completeOnTimeout(null, limit.toNanos(), TimeUnit.NANOSECONDS)
                .join();
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "session store, opening or closing Redis");
        thread.setDaemon(true);
        thread.start();
    }
}
