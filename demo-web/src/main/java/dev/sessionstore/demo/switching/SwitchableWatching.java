package dev.sessionstore.demo.switching;

import dev.sessionstore.Store;
import dev.sessionstore.StoreArguments;
import dev.sessionstore.StoreException;
import dev.sessionstore.Watch;
import dev.sessionstore.Watching;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Watches the store in use. A switch is a loss, after which the next store is watched. Of a store that reports nothing nothing is
 * reported, and its watch says that it has no link.
 */
final class SwitchableWatching implements Watching {

    private static final System.Logger LOG = System.getLogger(SwitchableWatching.class.getName());

    private final SwitchableStore store;
    private final Set<SwitchableWatch> open = ConcurrentHashMap.newKeySet();

    SwitchableWatching(SwitchableStore store) {
        this.store = store;
    }

    @Override
    public Watch watch(Watcher watcher, Duration proofEvery) {
        store.check();
        StoreArguments.requireProofEvery(proofEvery);
        SwitchableWatch watch = new SwitchableWatch(watcher.guarded(), proofEvery);
        open.add(watch);
        watch.follow();
        return watch;
    }

    /** Called after each change of the store in use. */
    void follow() {
        open.forEach(SwitchableWatch::follow);
    }

    void close() {
        open.forEach(SwitchableWatch::close);
    }

    private final class SwitchableWatch implements Watch {

        private final Watcher watcher;
        private final Duration proofEvery;
        private final ReentrantLock lock = new ReentrantLock();
        private volatile @Nullable Watch inUse;
        private volatile boolean closed;

        SwitchableWatch(Watcher watcher, Duration proofEvery) {
            this.watcher = watcher;
            this.proofEvery = proofEvery;
        }

        void follow() {
            lock.lock();
            try {
                leave();
                inUse = closed ? null : begin(store.inUse());
            } finally {
                lock.unlock();
            }
            watcher.lost();
        }

        private void leave() {
            Watch left = inUse;
            inUse = null;
            if (left != null) {
                left.close();
            }
        }

        /** A store that cannot report now is read without reports. */
        private @Nullable Watch begin(Store next) {
            try {
                return next.watching()
                        .map(watching -> watching.watch(watcher, proofEvery))
                        .orElse(null);
            } catch (StoreException | IllegalStateException e) {
                LOG.log(System.Logger.Level.DEBUG, "The store in use reports no changes", e);
                return null;
            }
        }

        @Override
        public Reading read(String sid) {
            StoreArguments.requireOpen(!closed);
            Watch watch = inUse;
            if (watch != null) {
                try {
                    return watch.read(sid);
                } catch (IllegalStateException closedBySwitch) {
                    StoreArguments.requireOpen(!closed);
                }
            }
            return store.get(sid)
                    .map(data -> new Reading(data, Instant.MIN, false))
                    .orElseGet(() -> Reading.absent(false));
        }

        @Override
        public long lagNanos() {
            Watch watch = inUse;
            return watch == null ? Long.MAX_VALUE : watch.lagNanos();
        }

        @Override
        public void close() {
            closed = true;
            open.remove(this);
            lock.lock();
            try {
                leave();
            } finally {
                lock.unlock();
            }
        }
    }
}
