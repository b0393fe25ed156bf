package dev.sessionstore.session;

import dev.sessionstore.Store;
import dev.sessionstore.Subscription;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The sessions whose end somebody waits for. There is a thread, and a watch of the store, only while there are some. Thread-safe. */
final class SessionWatches {

    private final Store store;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable EndOfSessions running;
    private int waiting;

    SessionWatches(Store store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * @param key under which the store keeps the session
     * @param ended called once
     */
    Subscription add(String key, Runnable ended) {
        EndOfSessions ends = join();
        AtomicBoolean over = new AtomicBoolean();
        Runnable leave = () -> {
            if (over.compareAndSet(false, true)) {
                left(ends);
            }
        };
        EndOfSessions.Waiter waiter = new EndOfSessions.Waiter(key, () -> {
            try {
                ended.run();
            } finally {
                leave.run();
            }
        });
        ends.add(waiter);
        return () -> {
            ends.remove(waiter);
            leave.run();
        };
    }

    private EndOfSessions join() {
        lock.lock();
        try {
            EndOfSessions ends = running == null ? EndOfSessions.start(store, clock) : running;
            running = ends;
            waiting++;
            return ends;
        } finally {
            lock.unlock();
        }
    }

    private void left(EndOfSessions ends) {
        lock.lock();
        try {
            waiting--;
            if (waiting == 0) {
                running = null;
                ends.close();
            }
        } finally {
            lock.unlock();
        }
    }
}
