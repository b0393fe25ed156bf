package dev.sessionstore.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;

/** A number of workers, each on a thread of its own, that begin and end together. */
final class WorkerGroup implements AutoCloseable {

    /** How long after the end of a window somebody may still be busy. */
    private static final long PATIENCE = Duration.ofSeconds(30).toNanos();

    private static final long REPORT_MILLIS = 500;

    private final List<Worker> workers;
    private final ExecutorService threads;
    private final Cancellation cancellation;

    WorkerGroup(List<Worker> workers, boolean virtual, Cancellation cancellation) {
        this.workers = workers;
        this.threads = WorkerThreads.of(workers.size(), virtual);
        this.cancellation = cancellation;
    }

    /**
     * Lets all work until the window is over.
     *
     * @param nanos how long the window is open
     * @param work what each does, on its thread
     * @param report is called about twice a second meanwhile
     * @return the window, which is over
     * @throws IterationException when one does not come to an end, or fails with more than an exception
     * @throws InterruptedException when this thread is interrupted
     */
    Window work(long nanos, BiConsumer<Worker, Window> work, Runnable report)
            throws IterationException, InterruptedException {
        CompletableFuture<Window> start = new CompletableFuture<>();
        CountDownLatch ready = new CountDownLatch(workers.size());
        List<Future<?>> tasks = new ArrayList<>();
        for (Worker worker : workers) {
            tasks.add(threads.submit(() -> {
                ready.countDown();
                work.accept(worker, start.join());
            }));
        }
        ready.await();
        Window window = new Window(nanos);
        cancellation.watch(window);
        start.complete(window);
        for (Future<?> task : tasks) {
            await(task, window, report);
        }
        return window;
    }

    private static void await(Future<?> task, Window window, Runnable report)
            throws IterationException, InterruptedException {
        while (true) {
            try {
                task.get(REPORT_MILLIS, TimeUnit.MILLISECONDS);
                return;
            } catch (TimeoutException e) {
                if (window.isOver(System.nanoTime() - PATIENCE)) {
                    throw new IterationException("An operation did not end for more than 30 s", e);
                }
                report.run();
            } catch (ExecutionException e) {
                throw new IterationException(Reasons.of(e.getCause() == null ? e : e.getCause()), e);
            }
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
