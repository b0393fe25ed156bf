package dev.sessionstore.demo.http;

import dev.sessionstore.bench.Bench;
import dev.sessionstore.bench.Plan;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The benches that visitors start: one at a time, on a thread of its own, and the last 20 of them in memory. Thread-safe. */
final class BenchRuns implements AutoCloseable {

    private static final int KEPT = 20;
    private static final long PATIENCE_MILLIS = 20_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<BenchRun> ended = new ArrayDeque<>();
    private final AtomicReference<@Nullable BenchRun> current = new AtomicReference<>();
    private int count;
    private @Nullable Thread thread;

    /**
     * Begins one.
     *
     * @return its number, from 1
     * @throws IllegalStateException when one is under way
     */
    int start(Plan plan) {
        lock.lock();
        try {
            if (current.get() != null) {
                throw new IllegalStateException("A benchmark is running; cancel it or wait for its end");
            }
            BenchRun run = new BenchRun(++count, plan);
            Bench bench = new Bench(plan, run);
            run.cancelWith(bench::cancel);
            current.set(run);
            thread = new Thread(() -> work(run, bench), "bench");
            thread.start();
            return run.number();
        } finally {
            lock.unlock();
        }
    }

    private void work(BenchRun run, Bench bench) {
        try {
            run.ended(bench.run());
        } catch (RuntimeException e) {
            run.broke(e);
        } finally {
            lock.lock();
            try {
                ended.addFirst(run);
                if (ended.size() > KEPT) {
                    ended.removeLast();
                }
                current.set(null);
            } finally {
                lock.unlock();
            }
        }
    }

    /** {@return the one under way} */
    Optional<BenchRun> current() {
        return Optional.ofNullable(current.get());
    }

    /** {@return those that have ended, the last first} */
    List<BenchRun> ended() {
        lock.lock();
        try {
            return List.copyOf(ended);
        } finally {
            lock.unlock();
        }
    }

    /** Cancels the one under way and waits until it has left its servers as they were. */
    @Override
    public void close() {
        current().ifPresent(BenchRun::cancel);
        Thread last;
        lock.lock();
        try {
            last = thread;
        } finally {
            lock.unlock();
        }
        if (last != null) {
            try {
                last.join(PATIENCE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
