package dev.sessionstore.bench;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Creates the sessions of a target, by many threads at once. */
final class Filling {

    private static final int MOST_THREADS = 32;
    private static final long REPORT_MILLIS = 500;

    private final Target target;
    private final Cancellation cancellation;
    private final String[] handles;
    private final AtomicInteger next = new AtomicInteger();

    Filling(Target target, int sessions, Cancellation cancellation) {
        this.target = target;
        this.cancellation = cancellation;
        this.handles = new String[sessions];
    }

    /**
     * @param report called about twice a second with how many there are
     * @return the handles; incomplete when the run has been cancelled meanwhile
     * @throws Exception the first that a login threw
     */
    String[] run(int threads, IntConsumer report) throws Exception {
        int count = Math.min(threads, Math.min(MOST_THREADS, handles.length));
        ExecutorService executor = WorkerThreads.of(count, false);
        try {
            for (Future<?> task : IntStream.range(0, count)
                    .mapToObj(i -> executor.submit(this::fill))
                    .toList()) {
                await(task, report);
            }
        } finally {
            executor.shutdownNow();
        }
        return handles;
    }

    private boolean fill() throws Exception {
        int i = next.getAndIncrement();
        while (i < handles.length && !cancellation.happened()) {
            handles[i] = target.login();
            i = next.getAndIncrement();
        }
        return true;
    }

    private void await(Future<?> task, IntConsumer report) throws Exception {
        while (true) {
            try {
                task.get(REPORT_MILLIS, TimeUnit.MILLISECONDS);
                return;
            } catch (TimeoutException e) {
                report.accept(Math.min(next.get(), handles.length));
            } catch (ExecutionException e) {
                cancelTheRest();
                throw e.getCause() instanceof Exception cause ? cause : e;
            }
        }
    }

    private void cancelTheRest() {
        next.set(handles.length);
    }
}
