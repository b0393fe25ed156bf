package dev.sessionstore.conformance.small;

import dev.sessionstore.StoreArguments;
import dev.sessionstore.Watch;
import dev.sessionstore.Watching;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Watches of a {@link NetStore}, each on a connection of its own. */
public class NetWatching implements Watching {

    protected final NetStore store;
    private final Set<NetWatch> open = ConcurrentHashMap.newKeySet();

    public NetWatching(NetStore store) {
        this.store = store;
    }

    @Override
    public Watch watch(Watcher watcher, Duration proofEvery) {
        store.requireOpen();
        StoreArguments.requireProofEvery(proofEvery);
        NetWatch watch = watch(store, watcher.guarded(), open::remove);
        open.add(watch);
        watch.begin(proofEvery);
        return watch;
    }

    /** A watch that has not begun. */
    protected NetWatch watch(NetStore of, Watcher watcher, Consumer<NetWatch> whenClosed) {
        return new NetWatch(of, watcher, whenClosed);
    }

    protected void close() {
        open.forEach(NetWatch::close);
    }
}
