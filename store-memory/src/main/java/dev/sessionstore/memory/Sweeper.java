package dev.sessionstore.memory;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntUnaryOperator;

/**
 * The thread that removes expired sessions: at a fixed interval, in small batches with a pause between, so that a million
 * sessions that expire at once do not slow down readers.
 */
final class Sweeper {

    private static final System.Logger LOG = System.getLogger(Sweeper.class.getName());
    private static final int BATCH = 1000;
    private static final Duration PAUSE = Duration.ofMillis(1);

    private final IntUnaryOperator sweep;
    private final Duration every;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread;

    private Sweeper(Duration every, IntUnaryOperator sweep) {
        this.every = every;
        this.sweep = sweep;
        thread = new Thread(this::run, "sessionstore-memory-sweeper");
        thread.setDaemon(true);
    }

    /**
     * @param every the pause between two rounds
     * @param sweep removes at most as many as its argument, and returns how many it removed
     */
    static Sweeper start(Duration every, IntUnaryOperator sweep) {
        Sweeper sweeper = new Sweeper(every, sweep);
        sweeper.thread.start();
        return sweeper;
    }

    /** Ends the thread and waits for its end, unless it is the calling one. */
    void stop() {
        stopped.countDown();
        boolean interrupted = false;
        while (thread.isAlive() && thread != Thread.currentThread()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        boolean more = false;
        while (!isStoppedWithin(more ? PAUSE : every)) {
            try {
                more = sweep.applyAsInt(BATCH) == BATCH;
            } catch (Throwable e) {
                // An Error too: otherwise the end of the sweeper would go unnoticed until the memory is full.
                more = false;
                LOG.log(System.Logger.Level.WARNING, "Sweeping failed; tried again in " + every, e);
            }
        }
    }

    /** Only {@link #stop} ends the thread: an interrupt, say by a listener, makes the next round come sooner. */
    private boolean isStoppedWithin(Duration pause) {
        try {
            return stopped.await(TimeUnit.NANOSECONDS.convert(pause), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            return stopped.getCount() == 0;
        }
    }
}
