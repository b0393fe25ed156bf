package dev.sessionstore.conformance.small;

import dev.sessionstore.StoreArguments;
import dev.sessionstore.StoreEvent;
import dev.sessionstore.Watch;
import dev.sessionstore.Watching;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Watches of a {@link SmallStore}: each change is reported before its call returns. Made to be overridden by wrong ones. */
public class SmallWatching implements Watching {

    protected final SmallStore store;
    protected final Set<SmallWatch> open = ConcurrentHashMap.newKeySet();

    public SmallWatching(SmallStore store) {
        this.store = store;
    }

    @Override
    public Watch watch(Watcher watcher, Duration proofEvery) {
        store.requireOpen();
        StoreArguments.requireProofEvery(proofEvery);
        return begin(create(guarded(watcher)));
    }

    protected Watcher guarded(Watcher watcher) {
        return watcher.guarded();
    }

    /** A watch that has not begun. */
    protected SmallWatch create(Watcher watcher) {
        return new SmallWatch(this, watcher);
    }

    protected Watch begin(SmallWatch watch) {
        open.add(watch);
        store.backend.watchers.add(watch.watcher);
        return watch;
    }

    protected void end(SmallWatch watch) {
        open.remove(watch);
        store.backend.watchers.remove(watch.watcher);
    }

    /** For a read that is not only a read. */
    public void touch(String sid, Instant expiresAt) {
        store.touch(sid, expiresAt);
    }

    public void publish(StoreEvent event) {
        store.events.publish(event);
    }

    protected void close() {
        open.forEach(SmallWatch::close);
    }

    /** One watch. */
    public static class SmallWatch implements Watch {

        protected final SmallWatching watching;
        protected final Watcher watcher;
        private volatile boolean closed;

        public SmallWatch(SmallWatching watching, Watcher watcher) {
            this.watching = watching;
            this.watcher = new Each(watcher);
        }

        /** Two watches of the same watcher are two, so it is compared by identity. */
        private static final class Each implements Watcher {
            private final Watcher watcher;

            Each(Watcher watcher) {
                this.watcher = watcher;
            }

            @Override
            public void changed(String sid) {
                watcher.changed(sid);
            }

            @Override
            public void lost() {
                watcher.lost();
            }
        }

        public void reported(String sid) {
            watcher.changed(sid);
        }

        @Override
        public Reading read(String sid) {
            StoreArguments.requireOpen(!closed);
            return StoreArguments.isSid(sid) ? find(sid) : Reading.absent(false);
        }

        protected Reading find(String sid) {
            SmallStore store = watching.store;
            return store.locked(() -> store.live(sid)
                    .map(entry -> new Reading(entry.data(), entry.expiresAt(), true))
                    .orElse(Reading.absent(true)));
        }

        @Override
        public long lagNanos() {
            return closed ? Long.MAX_VALUE : 0;
        }

        @Override
        public void close() {
            closed = true;
            watching.end(this);
        }
    }
}
