package dev.sessionstore.memory;

import dev.sessionstore.StoreArguments;
import dev.sessionstore.StoreEvent.SessionEvent;
import dev.sessionstore.Subscription;
import dev.sessionstore.Watch;
import dev.sessionstore.Watching;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** Watches in the process: there is no link that could be lost, and what was acknowledged was reported. */
final class MemoryWatching implements Watching {

    private final MemoryStore store;
    private final Set<MemoryWatch> open = ConcurrentHashMap.newKeySet();

    MemoryWatching(MemoryStore store) {
        this.store = store;
    }

    @Override
    public Watch watch(Watcher watcher, Duration proofEvery) {
        store.requireOpen();
        StoreArguments.requireProofEvery(proofEvery);
        MemoryWatch watch = new MemoryWatch(watcher.guarded());
        open.add(watch);
        watch.watcher.lost();
        return watch;
    }

    /** Reports a change for which no event is published. */
    void changed(String sid) {
        open.forEach(watch -> watch.watcher.changed(sid));
    }

    /** Reports that all sessions are gone. */
    void allChanged() {
        open.forEach(watch -> watch.watcher.lost());
    }

    void close() {
        open.forEach(MemoryWatch::close);
    }

    private final class MemoryWatch implements Watch {

        private final Watcher watcher;
        private final Subscription events;
        private final AtomicBoolean closed = new AtomicBoolean();

        MemoryWatch(Watcher watcher) {
            this.watcher = watcher;
            this.events = store.on(SessionEvent.class, event -> watcher.changed(event.sid()));
        }

        @Override
        public Reading read(String sid) {
            StoreArguments.requireOpen(!closed.get());
            return store.find(sid)
                    .map(entry -> new Reading(entry.data(), Instant.ofEpochMilli(entry.expiresAt()), true))
                    .orElseGet(() -> Reading.absent(StoreArguments.isSid(sid)));
        }

        @Override
        public long lagNanos() {
            return closed.get() ? Long.MAX_VALUE : 0;
        }

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                events.cancel();
                open.remove(this);
            }
        }
    }
}
