package dev.sessionstore.redis;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Opens and closes a client on a thread of its own. The caller waits no longer than a limit, and the caller's interrupt does
 * not reach the client.
 */
final class ClientLifecycle {

    private ClientLifecycle() {}

    /**
     * Opens a client.
     *
     * @param limit how long to wait
     * @param discard receives, on another thread, a client that was opened after the limit
     * @throws ExecutionException around the exception of the work
     * @throws TimeoutException when the work took longer than the limit
     * @throws InterruptedException when this thread was interrupted while it waited
     */
    static <T> T open(Supplier<T> work, Duration limit, Consumer<? super T> discard)
            throws ExecutionException, TimeoutException, InterruptedException {
        CompletableFuture<T> opened = CompletableFuture.supplyAsync(work, ClientLifecycle::start);
        try {
            return opened.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | InterruptedException e) {
            opened.thenAcceptAsync(discard, ClientLifecycle::start);
            throw e;
        }
    }

    /**
     * Closes a client. Works on an interrupted thread too, which keeps its flag.
     *
     * @param limit how long to wait; after it, closing goes on without the caller
     * @throws java.util.concurrent.CompletionException around the exception of the work
     */
    static void close(Runnable work, Duration limit) {
        CompletableFuture.runAsync(work, ClientLifecycle::start)
                .completeOnTimeout(null, limit.toNanos(), TimeUnit.NANOSECONDS)
                .join();
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "session store, opening or closing Redis");
        thread.setDaemon(true);
        thread.start();
    }
}
