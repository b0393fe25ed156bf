package dev.sessionstore.conformance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/** Runs several threads at once, and waits for conditions. */
final class Together {

    private static final long PATIENCE_S = 30;

    private Together() {}

    /** Starts the calls as close together as possible, and returns their results in order. */
    static <T> List<T> run(int threads, IntFunction<Callable<T>> calls) {
        CyclicBarrier start = new CyclicBarrier(threads);
        List<FutureTask<T>> tasks = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Callable<T> call = calls.apply(i);
            FutureTask<T> task = new FutureTask<>(() -> {
                start.await(PATIENCE_S, TimeUnit.SECONDS);
                return call.call();
            });
            tasks.add(task);
            Thread thread = new Thread(task, "rule thread " + i);
            thread.setDaemon(true);
            thread.start();
        }
        return tasks.stream().map(Together::result).toList();
    }

    static void eventually(String expected, Callable<Boolean> holds, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            while (!holds.call()) {
                if (System.nanoTime() > deadline) {
                    throw new RuleViolation(expected, "not within " + patience.toMillis() + " ms");
                }
                LockSupport.parkNanos(5_000_000);
            }
        } catch (Exception e) {
            throw RuleViolation.sneak(e);
        }
    }

    /** Lets time pass; ends early when the thread is interrupted. */
    static void pause(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos();
                left > 0 && !Thread.currentThread().isInterrupted();
                left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private static <T> T result(FutureTask<T> task) {
        try {
            return task.get(PATIENCE_S, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw RuleViolation.sneak(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw new RuleViolation("all threads to end within " + PATIENCE_S + " s", "one that does not end", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RuleViolation("an undisturbed run", "an interruption", e);
        }
    }
}
