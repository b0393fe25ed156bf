package dev.sessionstore;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Derives {@link StoreEvent.Connected} and {@link StoreEvent.Disconnected} from the outcomes of a store's calls, the same way
 * for all backends. A store begins connected. The first call that ends in a {@link StoreUnavailableException} publishes
 * Disconnected. The first success of a call begun after the last such failure publishes Connected. The two strictly alternate.
 *
 * <p>Other exceptions change nothing: an interrupted thread (a {@code StoreUnavailableException} whose cause is an
 * {@link InterruptedException}) says nothing about the backend, and a plain {@link StoreException} is an answer but no success.
 *
 * <p>Thread-safe. A call while connected costs two volatile reads. Changes are published one at a time: one that happens while
 * another is being published, also in a listener's own call, follows right after it on the thread that is publishing.
 */
public final class Availability {

    private final StoreEvents events;
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<StoreEvent> unpublished = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean publishing = new AtomicBoolean();

    /** Counts failures, so that a call knows whether one came after it began. */
    private final AtomicLong failures = new AtomicLong();

    private volatile boolean connected = true;

    /**
     * @param events the listeners of the store
     */
    public Availability(StoreEvents events) {
        this.events = events;
    }

    /**
     * Makes a call to the backend and notes how it ended. Connected or Disconnected is published before this returns or throws.
     * The store publishes what the call did ({@link StoreEvent.SessionEvent}) afterwards.
     *
     * @param call calls the backend, once; runs on this thread
     * @return what the call returned
     * @throws StoreUnavailableException what the call threw, as is everything else that it throws
     */
    public <T> T watch(Supplier<T> call) {
        long failuresBefore = failures.get();
        T result;
        try {
            result = call.get();
        } catch (StoreUnavailableException e) {
            if (!(e.getCause() instanceof InterruptedException)) {
                failed(e);
            }
            throw e;
        }
        if (!connected) {
            succeeded(failuresBefore);
        }
        return result;
    }

    /** {@return false between Disconnected and Connected} */
    public boolean isConnected() {
        return connected;
    }

    private void failed(StoreUnavailableException cause) {
        lock.lock();
        try {
            failures.incrementAndGet();
            if (connected) {
                connected = false;
                unpublished.add(new StoreEvent.Disconnected(cause));
            }
        } finally {
            lock.unlock();
        }
        publishInOrder();
    }

    private void succeeded(long failuresWhenBegun) {
        lock.lock();
        try {
            if (!connected && failures.get() == failuresWhenBegun) {
                connected = true;
                unpublished.add(new StoreEvent.Connected());
            }
        } finally {
            lock.unlock();
        }
        publishInOrder();
    }

    /** The first thread drains the queue; the others only enqueue. */
    private void publishInOrder() {
        while (!unpublished.isEmpty() && publishing.compareAndSet(false, true)) {
            try {
                for (StoreEvent event = unpublished.poll(); event != null; event = unpublished.poll()) {
                    events.publish(event);
                }
            } finally {
                publishing.set(false);
            }
        }
    }
}
