package dev.sessionstore.bench;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.SingleWriterRecorder;
import org.jspecify.annotations.Nullable;

/** The work of one thread in one round. It records for itself; others look at the recorder and the errors meanwhile. */
final class Worker {

    private static final int DIGITS = 3;
    private static final long LONGEST_PARK = 50_000_000;

    private final Target target;
    private final Workload workload;
    private final String[] sessions;
    private final int share;
    private final SplittableRandom random;
    private final Deque<String> own = new ArrayDeque<>();
    private final SingleWriterRecorder latencies = new SingleWriterRecorder(DIGITS);
    private final AtomicLong errors = new AtomicLong();
    private final AtomicReference<@Nullable String> firstError = new AtomicReference<>();
    private long inTime;
    private long operations;
    private long unserved;

    /**
     * @param sessions live ones, which this never logs out
     * @param share how many sessions of its own it makes at most before the clock stops
     */
    Worker(Target target, Workload workload, String[] sessions, int share, SplittableRandom random) {
        this.target = target;
        this.workload = workload;
        this.sessions = sessions;
        this.share = share;
        this.random = random;
    }

    /** One operation after the other, until the window is over. */
    void closedLoop(Window window) {
        long begin = System.nanoTime();
        while (!window.isOver(begin)) {
            begin = operateAndRecord(begin, window);
        }
    }

    /**
     * Operations at the moments they are meant for, or as soon as possible after; latency counts from that moment. Those still
     * waiting when the window is over are unserved, and count with the time that they have waited so far.
     */
    void openLoop(Window window, double firstNanos, double gapNanos) {
        for (long i = 0; ; i++) {
            long intended = window.start() + (long) (firstNanos + i * gapNanos);
            if (window.isOver(intended) || !waitUntil(intended, window)) {
                return;
            }
            long now = System.nanoTime();
            if (window.isOver(now)) {
                unserved++;
                latencies.recordValue(now - intended);
            } else {
                operateAndRecord(intended, window);
            }
        }
    }

    private long operateAndRecord(long begin, Window window) {
        boolean done = false;
        try {
            done = operate();
            if (!done) {
                window.close();
            }
        } catch (Exception e) {
            failed(e);
        }
        long end = System.nanoTime();
        if (done) {
            latencies.recordValue(Math.max(0, end - begin));
            operations++;
            if (!window.isOver(end)) {
                inTime++;
            }
        }
        return end;
    }

    private static boolean waitUntil(long nanoTime, Window window) {
        long left = nanoTime - System.nanoTime();
        while (left > 0) {
            if (window.isClosed() || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(Math.min(left, LONGEST_PARK));
            left = nanoTime - System.nanoTime();
        }
        return !window.isClosed();
    }

    /** {@return false when there is nothing to work on until the next {@link #prepare}} */
    private boolean operate() throws Exception {
        switch (workload) {
            case READ -> target.read(any());
            case CHANGE -> target.change(any());
            case MIXED -> mixed();
            case CHURN -> {
                String handle = target.login();
                target.change(handle);
                target.logout(handle);
            }
            case LOGIN -> {
                if (own.size() >= share) {
                    return false;
                }
                own.add(target.login());
            }
            case LOGOUT -> {
                String handle = own.poll();
                if (handle == null) {
                    return false;
                }
                target.logout(handle);
            }
        }
        return true;
    }

    private void mixed() throws Exception {
        int dice = random.nextInt(100);
        if (dice < 80) {
            target.read(any());
        } else if (dice < 96) {
            target.change(any());
        } else {
            String handle = dice < 98 ? null : own.poll();
            if (handle == null) {
                own.add(target.login());
            } else {
                target.logout(handle);
            }
        }
    }

    private String any() {
        return sessions[random.nextInt(sessions.length)];
    }

    /** Makes the sessions that are about to be logged out, or logs out those that were made. */
    void prepare(Window window) {
        if (workload != Workload.LOGOUT) {
            cleanUp(window);
            return;
        }
        for (int missing = share - own.size(); missing > 0 && !window.isOver(System.nanoTime()); missing--) {
            try {
                own.add(target.login());
            } catch (Exception e) {
                failed(e);
            }
        }
    }

    /** Logs out all sessions of its own. */
    void cleanUp(Window window) {
        while (!window.isOver(System.nanoTime())) {
            String handle = own.poll();
            if (handle == null) {
                return;
            }
            try {
                target.logout(handle);
            } catch (Exception e) {
                failed(e);
            }
        }
    }

    private void failed(Exception e) {
        errors.incrementAndGet();
        firstError.compareAndSet(null, Reasons.of(e));
    }

    SingleWriterRecorder latencies() {
        return latencies;
    }

    long errors() {
        return errors.get();
    }

    @Nullable
    String firstError() {
        return firstError.get();
    }

    /** {@return how many operations ended well before the window was over; final when the work is done} */
    long inTime() {
        return inTime;
    }

    /** {@return how many operations ended well; final when the work is done} */
    long operations() {
        return operations;
    }

    long unserved() {
        return unserved;
    }
}
