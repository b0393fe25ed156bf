package dev.sessionstore.jdbc;

import java.lang.System.Logger.Level;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends calls that take too long or whose thread was interrupted, by cutting the connection under them. A driver's own timeout
 * bounds one read, but neither a write nor an answer that trickles, and blocking I/O does not notice an interrupt. One thread
 * looks at the calls of a store every {@value #CHECK_EVERY_MILLIS} ms.
 */
final class CallDeadlines implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(CallDeadlines.class.getName());
    private static final int CHECK_EVERY_MILLIS = 50;

    private final ConcurrentMap<Thread, Call> calls = new ConcurrentHashMap<>();
    private final Cutter cutter;
    private final ScheduledExecutorService checker = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "session-store-jdbc-deadlines");
        thread.setDaemon(true);
        return thread;
    });

    /** Ends what a call is waiting for. May be asked again for the same call. Does not wait. */
    interface Cutter {
        void cut(Call call);
    }

    CallDeadlines(Cutter cutter) {
        this.cutter = cutter;
        checker.scheduleWithFixedDelay(this::cutOverdue, CHECK_EVERY_MILLIS, CHECK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * Watches this thread until the call is closed.
     *
     * @param deadline by {@link System#nanoTime()}
     */
    Call begin(long deadline) {
        Thread thread = Thread.currentThread();
        Call call = new Call(thread, deadline, calls.get(thread));
        calls.put(thread, call);
        return call;
    }

    private void cutOverdue() {
        long now = System.nanoTime();
        for (Call call : calls.values()) {
            if (call.isOver(now)) {
                cutWhileKnown(call);
            }
        }
    }

    /** A driver that fails here must not end the checks. */
    private void cutWhileKnown(Call call) {
        try {
            calls.computeIfPresent(call.thread, (thread, present) -> present == call ? cut(call) : present);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "The connection of a call that takes too long could not be cut", e);
        }
    }

    /** Runs while the call is known, so that what its thread does next is not cut. */
    private Call cut(Call call) {
        call.cut = true;
        cutter.cut(call);
        return call;
    }

    @Override
    public void close() {
        checker.shutdown();
    }

    /** What one thread is at. */
    final class Call implements AutoCloseable {
        private final Thread thread;
        private final long deadline;
        private final @Nullable Call outer;
        private volatile @Nullable Lent lent;
        private volatile boolean cut;

        private Call(Thread thread, long deadline, @Nullable Call outer) {
            this.thread = thread;
            this.deadline = deadline;
            this.outer = outer;
        }

        private boolean isOver(long now) {
            return now - deadline > 0 || thread.isInterrupted();
        }

        Thread thread() {
            return thread;
        }

        /** {@return the connection that the call has borrowed, if it has one} */
        @Nullable
        Lent lent() {
            return lent;
        }

        void uses(Lent borrowed) {
            lent = borrowed;
        }

        /** {@return whether what it was waiting for was cut, so that its connection is of no use any more} */
        boolean isCut() {
            return cut;
        }

        @Override
        public void close() {
            if (outer == null) {
                calls.remove(thread);
            } else {
                calls.put(thread, outer);
            }
        }
    }
}
