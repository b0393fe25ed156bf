package dev.sessionstore.conformance.wrong;

import static dev.sessionstore.conformance.wrong.WrongStore.wrongWatching;

import dev.sessionstore.StoreArguments;
import dev.sessionstore.StoreEvent;
import dev.sessionstore.Watch;
import dev.sessionstore.Watch.Reading;
import dev.sessionstore.Watching.Watcher;
import dev.sessionstore.conformance.small.SmallWatching;
import dev.sessionstore.conformance.small.SmallWatching.SmallWatch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/** Wrong in what their watches read, and when they are over. */
final class WrongWatchReads {

    private WrongWatchReads() {}

    static List<WrongStore> all() {
        return List.of(
                wrongReads(
                        "a watch reads no expiry",
                        "WATCH-10",
                        reading -> new Reading(reading.data(), Instant.MAX, true)),
                wrongReads(
                        "a watch reads an expiry that is too late",
                        "WATCH-10",
                        reading -> new Reading(
                                reading.data(),
                                reading.data() == null
                                        ? reading.expiresAt()
                                        : reading.expiresAt().plusSeconds(2),
                                true)),
                wrongReads(
                        "a watch says of each session that it ends at once",
                        "WATCH-10",
                        reading -> new Reading(reading.data(), Instant.MIN, true)),
                wrongReads(
                        "no session is an empty text",
                        "WATCH-11",
                        reading -> reading.data() == null ? new Reading("", Instant.MIN, true) : reading),
                wrongWatch(
                        "a refused sid cannot be read",
                        "WATCH-11",
                        (watching, watcher) -> new SmallWatch(watching, watcher) {
                            @Override
                            public Reading read(String sid) {
                                StoreArguments.requireSid(sid);
                                return super.read(sid);
                            }
                        }),
                wrongWatch(
                        "a read by a watch keeps the session alive",
                        "WATCH-12",
                        (watching, watcher) -> new SmallWatch(watching, watcher) {
                            @Override
                            protected Reading find(String sid) {
                                Reading reading = super.find(sid);
                                if (reading.data() != null) {
                                    watching.touch(sid, reading.expiresAt().plus(Duration.ofHours(1)));
                                }
                                return reading;
                            }
                        }),
                wrongWatch(
                        "a read by a watch publishes an event",
                        "WATCH-12",
                        (watching, watcher) -> new SmallWatch(watching, watcher) {
                            @Override
                            protected Reading find(String sid) {
                                watching.publish(new StoreEvent.Touched(sid));
                                return super.find(sid);
                            }
                        }),
                wrongWatch(
                        "a watch is never sure", "WATCH-13", (watching, watcher) -> new SmallWatch(watching, watcher) {
                            @Override
                            public long lagNanos() {
                                return Math.max(
                                        super.lagNanos(), Duration.ofSeconds(1).toNanos());
                            }
                        }),
                wrongWatch(
                        "a closed watch goes on",
                        "WATCH-14 WATCH-15",
                        (watching, watcher) -> new SmallWatch(watching, watcher) {
                            @Override
                            public void close() {}
                        }),
                wrongWatching("a closed watch still reports", "WATCH-14", store -> new SmallWatching(store) {
                    @Override
                    protected void end(SmallWatch watch) {
                        open.remove(watch);
                    }
                }),
                wrongWatching("the close of one watch ends all", "WATCH-14", store -> new SmallWatching(store) {
                    @Override
                    protected void end(SmallWatch watch) {
                        super.end(watch);
                        open.forEach(SmallWatch::close);
                    }
                }),
                wrongWatching("a closed store leaves its watches", "WATCH-15", store -> new SmallWatching(store) {
                    @Override
                    protected void close() {}
                }),
                wrongWatching("any time between proofs will do", "WATCH-16", store -> new SmallWatching(store) {
                    @Override
                    public Watch watch(Watcher watcher, Duration proofEvery) {
                        return super.watch(watcher, Duration.ofMillis(100));
                    }
                }));
    }

    private static WrongStore wrongReads(String what, String breaks, UnaryOperator<Reading> read) {
        return wrongWatch(what, breaks, (watching, watcher) -> new SmallWatch(watching, watcher) {
            @Override
            protected Reading find(String sid) {
                return read.apply(super.find(sid));
            }
        });
    }

    private static WrongStore wrongWatch(String what, String breaks, WatchMaker maker) {
        return wrongWatching(what, breaks, store -> new SmallWatching(store) {
            @Override
            protected SmallWatch create(Watcher watcher) {
                return maker.make(this, watcher);
            }
        });
    }

    private interface WatchMaker {
        SmallWatch make(SmallWatching watching, Watcher watcher);
    }
}
