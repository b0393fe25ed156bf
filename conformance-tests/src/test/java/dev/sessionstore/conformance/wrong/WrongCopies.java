package dev.sessionstore.conformance.wrong;

import static dev.sessionstore.conformance.wrong.WrongStore.wrong;
import static dev.sessionstore.conformance.wrong.WrongStore.wrongCopies;
import static dev.sessionstore.conformance.wrong.WrongStore.wrongNetCopies;

import dev.sessionstore.Store;
import dev.sessionstore.Watch.Reading;
import dev.sessionstore.conformance.small.LeasedStore;
import dev.sessionstore.conformance.small.SmallStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Wrong in keeping copies of what they have read. */
final class WrongCopies {

    private WrongCopies() {}

    static List<WrongStore> all() {
        return List.of(
                wrong("reads are older than nothing", "STALE-1", backend -> new SmallStore(backend) {
                    @Override
                    public Duration staleness() {
                        return Duration.ofMillis(-1);
                    }
                }),
                wrong("reads get older with time", "STALE-1", backend -> new SmallStore(backend) {
                    private int writes;

                    @Override
                    public void set(String sid, String data, Instant expiresAt) {
                        writes++;
                        super.set(sid, data, expiresAt);
                    }

                    @Override
                    public Duration staleness() {
                        return Duration.ofMillis(writes);
                    }
                }),
                wrongCopies(
                        "copies are used for a while, and the store declares that reads are fresh",
                        "STALE-2 STALE-3 STALE-4 STALE-6",
                        (store, clock) -> new Aged(store, clock, Duration.ofMillis(30), Duration.ZERO)),
                wrongCopies(
                        "copies are used longer than declared",
                        "STALE-2 STALE-3 STALE-4 STALE-6",
                        (store, clock) -> new Aged(store, clock, Duration.ofMillis(200), Duration.ofMillis(20))),
                wrongCopies(
                        "each use of a copy prolongs its lease",
                        "STALE-2",
                        (store, clock) -> new Aged(store, clock, Duration.ofMillis(20), Duration.ofMillis(20)) {
                            @Override
                            protected void used(String sid) {
                                readAt.replace(sid, System.nanoTime());
                            }
                        }),
                wrongCopies(
                        "the lease of all copies is counted from the last write",
                        "STALE-2",
                        (store, clock) -> new Aged(store, clock, Duration.ofMillis(20), Duration.ofMillis(20)) {
                            @Override
                            protected <T> T write(String sid, Supplier<T> write) {
                                readAt.replaceAll((same, before) -> System.nanoTime());
                                return super.write(sid, write);
                            }
                        }),
                wrongCopies(
                        "reported changes drop nothing",
                        "STALE-2 STALE-3 STALE-4 STALE-6",
                        (store, clock) -> new LeasedStore(store, clock) {
                            @Override
                            public void changed(String sid) {}
                        }),
                wrongCopies("a loss drops nothing", "STALE-3", (store, clock) -> new LeasedStore(store, clock) {
                    @Override
                    public void lost() {}
                }),
                wrongCopies("that there is no session is kept for ever", "STALE-3", NoneIsKept::new),
                wrong(
                        "a touch is not reported, so that elsewhere the first expiry stays",
                        "STALE-4 WATCH-1",
                        backend -> new LeasedStore(
                                new SmallStore(backend) {
                                    private boolean touching;

                                    @Override
                                    public boolean touch(String sid, Instant expiresAt) {
                                        touching = true;
                                        try {
                                            return super.touch(sid, expiresAt);
                                        } finally {
                                            touching = false;
                                        }
                                    }

                                    @Override
                                    protected void report(String sid) {
                                        if (!touching) {
                                            super.report(sid);
                                        }
                                    }
                                },
                                backend)),
                wrongCopies("own writes drop no copy", "STALE-5 STALE-6", OwnWritesDropNothing::new),
                wrongCopies(
                        "a read that raced a write is kept", "STALE-6", (store, clock) -> new RacesKept(store, clock)),
                wrongNetCopies(
                        "copies are kept over a reconnect", "STALE-7", (store, clock) -> new LeasedStore(store, clock) {
                            @Override
                            public void lost() {}
                        }),
                wrongNetCopies(
                        "copies are used while the socket is open",
                        "STALE-8",
                        (store, clock) -> new LeasedStore(store, clock) {
                            @Override
                            protected boolean isFresh(long lag) {
                                return lag != Long.MAX_VALUE;
                            }
                        }));
    }

    /** Asks nobody while a copy is young. */
    private static class Aged extends LeasedStore {
        protected final Map<String, Long> readAt = new ConcurrentHashMap<>();
        private final Duration keep;
        private final Duration declared;

        Aged(Store store, InstantSource clock, Duration keep, Duration declared) {
            super(store, clock);
            this.keep = keep;
            this.declared = declared;
        }

        @Override
        public Duration staleness() {
            return declared;
        }

        @Override
        public Optional<String> get(String sid) {
            Long at = sid == null ? null : readAt.get(sid);
            if (at == null || System.nanoTime() - at > keep.toNanos()) {
                forget(sid);
            }
            return super.get(sid);
        }

        @Override
        protected void keep(String sid, Reading reading) {
            readAt.put(sid, System.nanoTime());
            super.keep(sid, reading);
        }

        @Override
        public void changed(String sid) {}

        @Override
        public void lost() {}
    }

    private static final class NoneIsKept extends LeasedStore {
        private final Set<String> none = ConcurrentHashMap.newKeySet();

        NoneIsKept(Store store, InstantSource clock) {
            super(store, clock);
        }

        @Override
        public Optional<String> get(String sid) {
            if (sid != null && none.contains(sid)) {
                return Optional.empty();
            }
            Optional<String> read = super.get(sid);
            if (read.isEmpty()) {
                none.add(sid);
            }
            return read;
        }

        @Override
        protected <T> T write(String sid, Supplier<T> write) {
            T written = super.write(sid, write);
            none.remove(sid);
            return written;
        }
    }

    private static final class OwnWritesDropNothing extends LeasedStore {
        private final Set<String> writing = ConcurrentHashMap.newKeySet();

        OwnWritesDropNothing(Store store, InstantSource clock) {
            super(store, clock);
        }

        @Override
        protected <T> T write(String sid, Supplier<T> write) {
            writing.add(String.valueOf(sid));
            try {
                return write.get();
            } finally {
                writing.remove(String.valueOf(sid));
            }
        }

        @Override
        public void changed(String sid) {
            if (!writing.contains(sid)) {
                super.changed(sid);
            }
        }
    }

    private static final class RacesKept extends LeasedStore {

        RacesKept(Store store, InstantSource clock) {
            super(store, clock);
        }

        @Override
        protected Optional<String> read(String sid) {
            Reading reading = watchedRead(sid);
            Race.pause();
            if (reading.data() != null) {
                locked(() -> copies.put(sid, reading) == null);
            }
            return Optional.ofNullable(reading.data());
        }
    }
}
