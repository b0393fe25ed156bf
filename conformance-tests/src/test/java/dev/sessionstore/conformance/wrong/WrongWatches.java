package dev.sessionstore.conformance.wrong;

import static dev.sessionstore.conformance.wrong.WrongStore.wrong;
import static dev.sessionstore.conformance.wrong.WrongStore.wrongWatching;

import dev.sessionstore.StoreEvent.SessionEvent;
import dev.sessionstore.Watch;
import dev.sessionstore.Watching;
import dev.sessionstore.conformance.small.SmallBackend;
import dev.sessionstore.conformance.small.SmallStore;
import dev.sessionstore.conformance.small.SmallWatching;
import dev.sessionstore.conformance.small.SmallWatching.SmallWatch;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;

/** Wrong in what their watches report. */
final class WrongWatches {

    private WrongWatches() {}

    static List<WrongStore> all() {
        return List.of(
                wrongWatching(
                        "a watch reports the changes of its own node only",
                        "WATCH-1 WATCH-3 WATCH-4 WATCH-5 WATCH-6",
                        store -> new SmallWatching(store) {
                            @Override
                            protected Watch begin(SmallWatch watch) {
                                open.add(watch);
                                this.store.on(SessionEvent.class, event -> watch.reported(event.sid()));
                                return watch;
                            }
                        }),
                wrong("a watch skips the changes of its own node", "WATCH-1", SkipsOwn::new),
                wrongWatching(
                        "a clear is not reported",
                        "WATCH-2",
                        store -> reporting(store, watcher -> new Passing(watcher) {
                            @Override
                            public void lost() {}
                        })),
                wrongWatching(
                        "a session is reported once and never again",
                        "WATCH-3",
                        store -> reporting(store, watcher -> new Passing(watcher) {
                            private final Set<String> reported = ConcurrentHashMap.newKeySet();

                            @Override
                            public void changed(String sid) {
                                if (reported.add(sid)) {
                                    super.changed(sid);
                                }
                            }
                        })),
                wrongWatching("reports begin after the read", "WATCH-4", AsksAfterwards::new),
                wrongWatching(
                        "reports that come while another one is delivered are dropped",
                        "WATCH-5",
                        store -> reporting(store, watcher -> new Passing(watcher) {
                            private final AtomicBoolean busy = new AtomicBoolean();

                            @Override
                            public void changed(String sid) {
                                if (busy.compareAndSet(false, true)) {
                                    Race.pause();
                                    super.changed(sid);
                                    busy.set(false);
                                }
                            }
                        })),
                wrongWatching("what a watcher throws is the writer's", "WATCH-6", store -> new SmallWatching(store) {
                    @Override
                    protected Watcher guarded(Watcher watcher) {
                        return watcher;
                    }
                }));
    }

    private static SmallWatching reporting(SmallStore store, UnaryOperator<Watching.Watcher> around) {
        return new SmallWatching(store) {
            @Override
            protected Watcher guarded(Watcher watcher) {
                return around.apply(super.guarded(watcher));
            }
        };
    }

    static class Passing implements Watching.Watcher {
        private final Watching.Watcher watcher;

        Passing(Watching.Watcher watcher) {
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

    /** As with a backend that spares a connection its own changes. */
    private static final class SkipsOwn extends SmallStore {
        private final Set<String> own;

        SkipsOwn(SmallBackend backend) {
            this(backend, ConcurrentHashMap.newKeySet());
        }

        private SkipsOwn(SmallBackend backend, Set<String> own) {
            super(
                    backend,
                    store -> reporting(store, watcher -> new Passing(watcher) {
                        @Override
                        public void changed(String sid) {
                            if (!own.contains(sid)) {
                                super.changed(sid);
                            }
                        }
                    }));
            this.own = own;
        }

        @Override
        protected void report(String sid) {
            own.add(sid);
            super.report(sid);
            own.remove(sid);
        }
    }

    private static final class AsksAfterwards extends SmallWatching {

        AsksAfterwards(SmallStore store) {
            super(store);
        }

        @Override
        protected SmallWatch create(Watcher watcher) {
            Set<String> asked = ConcurrentHashMap.newKeySet();
            Watcher filtered = new Passing(watcher) {
                @Override
                public void changed(String sid) {
                    if (asked.remove(sid)) {
                        super.changed(sid);
                    }
                }
            };
            return new SmallWatch(this, filtered) {
                @Override
                protected Reading find(String sid) {
                    Reading reading = super.find(sid);
                    Race.pause();
                    asked.add(sid);
                    return reading;
                }
            };
        }
    }
}
