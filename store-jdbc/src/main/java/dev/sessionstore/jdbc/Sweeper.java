package dev.sessionstore.jdbc;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Runs a sweep again and again in one thread until it is closed. Each pause is random, from half to one and a half times the
 * given one, so that many nodes do not sweep at the same time.
 */
final class Sweeper {

    private static final System.Logger LOG = System.getLogger(Sweeper.class.getName());

    private final Runnable sweep;
    private final Duration every;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition closing = lock.newCondition();
    private final Thread thread = new Thread(this::run, "session-store-jdbc-sweeper");
    private boolean closed;
    private boolean failing;

    private Sweeper(Runnable sweep, Duration every) {
        this.sweep = sweep;
        this.every = every;
        thread.setDaemon(true);
    }

    /**
     * When to sweep, and which rows.
     *
     * @param every the pause, on average; zero for never
     * @param grace how long after its expiry a row is removed
     */
    record Plan(Duration every, Duration grace) {}

    static Sweeper start(Plan plan, Runnable sweep) {
        Sweeper sweeper = new Sweeper(sweep, plan.every());
        sweeper.thread.start();
        return sweeper;
    }

    private void run() {
        while (pause()) {
            try {
                sweep.run();
                failing = false;
            } catch (IllegalStateException e) {
                LOG.log(Level.DEBUG, "The store was closed during a sweep", e);
            } catch (RuntimeException | Error e) {
                LOG.log(
                        failing ? Level.DEBUG : Level.WARNING,
                        "Sweeping expired sessions failed; the next sweep tries again",
                        e);
                failing = true;
            }
        }
    }

    /**
     * Ignores interrupts, because only {@link #close} may end this thread. A listener may have set its flag.
     *
     * @return false if the sweeper was closed
     */
    private boolean pause() {
        long deadline = System.nanoTime()
                + (long) (every.toNanos() * ThreadLocalRandom.current().nextDouble(0.5, 1.5));
        lock.lock();
        try {
            for (long left = deadline - System.nanoTime(); !closed && left > 0; left = deadline - System.nanoTime()) {
                awaitClosing(left);
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    private void awaitClosing(long nanos) {
        try {
            closing.awaitNanos(nanos);
        } catch (InterruptedException e) {
            LOG.log(Level.DEBUG, "The sweeper was interrupted and continues", e);
        }
    }

    /**
     * Ends the thread and waits for its current statement, unless a listener on this very thread closes the store.
     *
     * @param deadline until when, by {@link System#nanoTime()}
     */
    void close(long deadline) {
        lock.lock();
        try {
            closed = true;
            closing.signalAll();
        } finally {
            lock.unlock();
        }
        if (Thread.currentThread() != thread) {
            Threads.join(thread, deadline);
        }
    }
}
