package dev.sessionstore.jdbc;

import java.lang.System.Logger.Level;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends calls that are overdue or whose thread was interrupted, by cutting their connection. A driver's own timeout limits one
 * read, but neither a write nor an answer that arrives byte by byte, and blocking I/O ignores interrupts. One thread per store
 * checks the running calls every {@value #CHECK_EVERY_MILLIS} ms.
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

    /** Cuts the connection of a call. May be called again for the same call. Does not block. */
    interface Cutter {
        void cut(Call call);
    }

    CallDeadlines(Cutter cutter) {
        this.cutter = cutter;
        checker.scheduleWithFixedDelay(this::cutOverdue, CHECK_EVERY_MILLIS, CHECK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * Begins a call of the current thread. It ends when it is closed.
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
                cutIfRunning(call);
            }
        }
    }

    /** An exception of a driver must not end the checks. */
    private void cutIfRunning(Call call) {
        try {
            calls.computeIfPresent(call.thread, (thread, present) -> present == call ? cut(call) : present);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "The connection of an overdue call could not be cut", e);
        }
    }

    /** Runs while the call is registered, so that the next call of its thread is never cut. */
    private Call cut(Call call) {
        call.cut = true;
        cutter.cut(call);
        return call;
    }

    @Override
    public void close() {
        checker.shutdown();
    }

    /** One running call. */
    final class Call implements AutoCloseable {
        private final Thread thread;
        private final long deadline;
        private final @Nullable Call outer;
        private volatile @Nullable BorrowedConnection borrowed;
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
        BorrowedConnection borrowed() {
            return borrowed;
        }

        void uses(BorrowedConnection connection) {
            borrowed = connection;
        }

        /** {@return whether its connection was cut and is unusable} */
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
