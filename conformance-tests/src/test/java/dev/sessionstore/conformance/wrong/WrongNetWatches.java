package dev.sessionstore.conformance.wrong;

import static dev.sessionstore.conformance.wrong.WrongStore.wrongNetWatch;

import dev.sessionstore.StoreUnavailableException;
import dev.sessionstore.Watching.Watcher;
import dev.sessionstore.conformance.small.NetStore;
import dev.sessionstore.conformance.small.NetWatch;
import dev.sessionstore.conformance.small.TinyConnection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Wrong in their watches when the network fails. */
final class WrongNetWatches {

    /** Else the collector closes them. */
    private static final Set<TinyConnection> LEAKED = ConcurrentHashMap.newKeySet();

    private WrongNetWatches() {}

    static List<WrongStore> all() {
        return List.of(
                wrongNetWatch(
                        "a loss is never reported",
                        "WATCH-20",
                        (store, watcher, whenClosed) -> new NetWatch(store, watcher, whenClosed) {
                            @Override
                            protected void whenLost() {}

                            @Override
                            protected void whenReplaced() {}
                        }),
                wrongNetWatch("after a reconnect nothing is reported", "WATCH-20", SilentAfterwards::make),
                wrongNetWatch(
                        "the lag is always zero",
                        "WATCH-21",
                        (store, watcher, whenClosed) -> new NetWatch(store, watcher, whenClosed) {
                            @Override
                            protected long lag(long proven) {
                                return 0;
                            }
                        }),
                wrongNetWatch(
                        "a silent connection is never given up",
                        "WATCH-21",
                        (store, watcher, whenClosed) -> new NetWatch(store, watcher, whenClosed) {
                            @Override
                            protected boolean isDead(long lag) {
                                return false;
                            }
                        }),
                wrongNetWatch(
                        "an outage looks like the end of a session",
                        "WATCH-22",
                        (store, watcher, whenClosed) -> new NetWatch(store, watcher, whenClosed) {
                            @Override
                            public Reading read(String sid) {
                                try {
                                    return super.read(sid);
                                } catch (StoreUnavailableException down) {
                                    return Reading.absent(false);
                                }
                            }
                        }),
                wrongNetWatch(
                        "a closed watch leaves its connection",
                        "WATCH-23 CLOSE-10",
                        (store, watcher, whenClosed) -> new NetWatch(store, watcher, whenClosed) {
                            @Override
                            protected void disconnect(TinyConnection connection) {
                                LEAKED.add(connection);
                            }
                        }));
    }

    private static final class SilentAfterwards extends NetWatch {
        private final Muted muted;

        private SilentAfterwards(NetStore store, Muted watcher, Consumer<NetWatch> whenClosed) {
            super(store, watcher, whenClosed);
            this.muted = watcher;
        }

        static NetWatch make(NetStore store, Watcher watcher, Consumer<NetWatch> whenClosed) {
            return new SilentAfterwards(store, new Muted(watcher), whenClosed);
        }

        @Override
        protected void whenReplaced() {
            super.whenReplaced();
            muted.on = true;
        }
    }

    private static final class Muted extends WrongWatches.Passing {
        private volatile boolean on;

        Muted(Watcher watcher) {
            super(watcher);
        }

        @Override
        public void changed(String sid) {
            if (!on) {
                super.changed(sid);
            }
        }
    }
}
