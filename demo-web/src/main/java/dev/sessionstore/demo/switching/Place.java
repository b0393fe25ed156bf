package dev.sessionstore.demo.switching;

import dev.sessionstore.Store;
import dev.sessionstore.StoreEvent;
import dev.sessionstore.StoreException;
import dev.sessionstore.Subscription;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Where a store stands. Another may take its place when no call is under way: those that come meanwhile wait, which is short,
 * since the calls of a store are bounded in time.
 */
final class Place {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final AtomicInteger pins = new AtomicInteger();
    private final BiConsumer<Place, StoreEvent> listener;
    private volatile Store store;
    private volatile Subscription subscription;

    /** @param listener called with each event of the store that stands here */
    Place(Store store, BiConsumer<Place, StoreEvent> listener) {
        this.listener = listener;
        this.store = store;
        this.subscription = listen(store);
    }

    /** The store here now, for what must not wait. */
    Store store() {
        return store;
    }

    <T> T call(Function<Store, T> operation) {
        lock.readLock().lock();
        try {
            return operation.apply(store);
        } finally {
            lock.readLock().unlock();
        }
    }

    /**
     * Lets the calls under way end, then puts another store here.
     *
     * @param exchange gets the store that stands here and gives the next; when it throws, nothing has changed
     * @throws StoreException when calls go on for too long
     */
    void exchange(UnaryOperator<Store> exchange) {
        if (!lockForWriting()) {
            throw new StoreException("The store is too busy to be exchanged now");
        }
        try {
            Store next = exchange.apply(store);
            subscription.cancel();
            subscription = listen(next);
            store = next;
        } finally {
            lock.writeLock().unlock();
        }
    }

    private boolean lockForWriting() {
        try {
            return lock.writeLock().tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("Interrupted while waiting for calls to end", e);
        }
    }

    private Subscription listen(Store to) {
        return to.on(StoreEvent.class, event -> listener.accept(this, event));
    }

    void pin() {
        pins.incrementAndGet();
    }

    /** {@return whether no request is pinned to this place any more} */
    boolean unpin() {
        return pins.decrementAndGet() == 0;
    }

    boolean isPinned() {
        return pins.get() > 0;
    }

    /** Once no request is pinned, unsubscribes from the store that stands here. {@return whether that is so} */
    boolean leftByAll() {
        if (isPinned()) {
            return false;
        }
        subscription.cancel();
        return true;
    }
}
