package dev.sessionstore.demo.http;

import dev.sessionstore.StoreException;
import dev.sessionstore.demo.switching.SwitchableStore;
import dev.sessionstore.session.SessionException;
import dev.sessionstore.session.SessionManager;
import java.lang.System.Logger.Level;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Indexes whose sessions are in a store that comes into use: those that were moved to it from a store without an index, and those
 * that others put into it. Works in the background, one store after the other; requests go on meanwhile. Thread-safe.
 */
final class Reindexing implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Reindexing.class.getName());

    private final AtomicInteger waiting = new AtomicInteger();
    private final ExecutorService worker;
    private final SwitchableStore store;
    private final SessionManager manager;

    private Reindexing(SwitchableStore store, SessionManager manager) {
        this.store = store;
        this.manager = manager;
        this.worker = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "reindexing");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Begins to follow the changes of the store. */
    static Reindexing of(SwitchableStore store, SessionManager manager) {
        Reindexing reindexing = new Reindexing(store, manager);
        store.whenChanged(reindexing::begin);
        return reindexing;
    }

    /** {@return whether there are sessions that may not be indexed yet} */
    boolean isUnderWay() {
        return waiting.get() > 0;
    }

    private void begin() {
        if (worker.isShutdown() || store.isMoving()) {
            return;
        }
        waiting.incrementAndGet();
        worker.execute(this::work);
    }

    private void work() {
        try {
            if (store.hasOwners()) {
                LOG.log(Level.DEBUG, "Sessions that have an owner: {0}", manager.reindex());
            }
        } catch (SessionException | StoreException | IllegalStateException e) {
            LOG.log(Level.WARNING, "Not all sessions of the store in use could be indexed: {0}", e.getMessage());
        } finally {
            waiting.decrementAndGet();
        }
    }

    @Override
    public void close() {
        store.whenChanged(() -> {});
        worker.shutdownNow();
    }
}
