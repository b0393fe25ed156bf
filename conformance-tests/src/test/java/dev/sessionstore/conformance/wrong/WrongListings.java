package dev.sessionstore.conformance.wrong;

import static dev.sessionstore.conformance.wrong.WrongStore.wrong;

import dev.sessionstore.Store;
import dev.sessionstore.StoreArguments;
import dev.sessionstore.StoreEvent;
import dev.sessionstore.conformance.StoreHarness;
import dev.sessionstore.conformance.small.SmallBackend;
import dev.sessionstore.conformance.small.SmallBackend.Entry;
import dev.sessionstore.conformance.small.SmallStore;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Wrong in the listing. */
final class WrongListings {

    private WrongListings() {}

    static List<WrongStore> all() {
        return List.of(
                wrong("count counts expired records", "LIST-2", backend -> new SmallStore(backend) {
                    @Override
                    public long count() {
                        super.count();
                        return this.backend.entries.size();
                    }
                }),
                wrong("expiresAt is cut to the hour", "LIST-3", backend -> new SmallStore(backend) {
                    @Override
                    public Optional<Instant> expiresAt(String sid) {
                        return super.expiresAt(sid).map(at -> at.truncatedTo(ChronoUnit.HOURS));
                    }
                }),
                wrong(
                        "expiresAt returns the expiry of expired records",
                        "LIST-4 EXPIRY-3",
                        backend -> new SmallStore(backend) {
                            @Override
                            public Optional<Instant> expiresAt(String sid) {
                                super.expiresAt(sid);
                                return Optional.ofNullable(this.backend.entries.get(sid))
                                        .map(Entry::expiresAt);
                            }
                        }),
                wrong("expiresAt refuses a sid with an exception", "LIST-4", backend -> new SmallStore(backend) {
                    @Override
                    public Optional<Instant> expiresAt(String sid) {
                        return super.expiresAt(StoreArguments.requireSid(sid));
                    }
                }),
                wrong("clear publishes Destroyed", "LIST-5", backend -> new SmallStore(backend) {
                    @Override
                    public void clear() {
                        List<String> sids = super.sids().toList();
                        super.clear();
                        sids.forEach(sid -> events.publish(new StoreEvent.Destroyed(sid)));
                    }
                }),
                wrong("clear leaves what looks like a pattern", "LIST-5", backend -> new SmallStore(backend) {
                    @Override
                    public void clear() {
                        List<String> kept =
                                super.sids().filter(sid -> sid.contains("*")).toList();
                        super.clear();
                        kept.forEach(sid -> super.set(sid, "{}", Instant.MAX));
                    }
                }),
                new WrongStore("clear empties the server", List.of("LIST-6"), false, () -> new Prefixed(true)),
                new WrongStore(
                        "the prefix is taken for a pattern", List.of("LIST-6"), false, () -> new Prefixed(false)),
                wrong("only the first 1000 are listed", "LIST-7", backend -> new SmallStore(backend) {
                    @Override
                    public Stream<String> sids() {
                        return super.sids().limit(1000);
                    }
                }),
                wrong("a stream that is not closed keeps a connection", "LIST-8", backend -> new SmallStore(backend) {
                    private final Semaphore connections = new Semaphore(10);

                    @Override
                    public Stream<String> sids() {
                        if (!connections.tryAcquire()) {
                            throw new IllegalStateException("no connection left");
                        }
                        return super.sids().onClose(connections::release);
                    }

                    @Override
                    public long count() {
                        try (Stream<String> sids = sids()) {
                            return sids.count();
                        }
                    }
                }),
                wrong("pages are counted by position", "LIST-9", ByPosition::new),
                wrong("listing renews what it lists", "LIST-10", backend -> new SmallStore(backend) {
                    @Override
                    public Stream<String> sids() {
                        List<String> sids = super.sids().toList();
                        Instant later = this.backend.instant().plus(Duration.ofHours(1));
                        sids.forEach(sid -> super.touch(sid, later));
                        return sids.stream();
                    }
                }));
    }

    /** Reads pages of ten, each by skipping as many as it has seen. */
    private static final class ByPosition extends SmallStore {
        ByPosition(SmallBackend backend) {
            super(backend);
        }

        @Override
        public Stream<String> sids() {
            super.sids();
            return IntStream.iterate(0, at -> at + 10)
                    .mapToObj(at -> super.sids().skip(at).limit(10).toList())
                    .takeWhile(page -> !page.isEmpty())
                    .flatMap(List::stream);
        }
    }

    /** Two prefixes on one server, of which one is not kept apart from the other. */
    private static final class Prefixed implements StoreHarness {
        private final SmallBackend backend = new SmallBackend();
        private final boolean clearsAll;

        Prefixed(boolean clearsAll) {
            this.clearsAll = clearsAll;
        }

        @Override
        public Store open() {
            return new InPrefix("?:");
        }

        @Override
        public Optional<Store> openNeighbour() {
            return Optional.of(new InPrefix("a:"));
        }

        @Override
        public Instant now() {
            return backend.instant();
        }

        @Override
        public void advance(Duration duration) {
            backend.advance(duration);
        }

        @Override
        public void close() {}

        private final class InPrefix extends SmallStore {
            private final String prefix;

            InPrefix(String prefix) {
                super(Prefixed.this.backend);
                this.prefix = prefix;
            }

            @Override
            public Optional<String> get(String sid) {
                return super.get(prefix + sid);
            }

            @Override
            public void set(String sid, String data, Instant expiresAt) {
                super.set(prefix + sid, data, expiresAt);
            }

            @Override
            public Stream<String> sids() {
                return super.sids()
                        .filter(key ->
                                clearsAll ? key.startsWith(prefix) : key.matches("." + prefix.substring(1) + ".*"))
                        .map(key -> key.substring(prefix.length()));
            }

            @Override
            public void clear() {
                if (clearsAll) {
                    super.clear();
                }
                new ArrayList<>(sids().toList()).forEach(sid -> super.destroy(prefix + sid));
            }
        }
    }
}
