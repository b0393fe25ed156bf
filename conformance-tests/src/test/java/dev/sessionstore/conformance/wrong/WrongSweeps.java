package dev.sessionstore.conformance.wrong;

import static dev.sessionstore.conformance.wrong.WrongStore.wrong;

import dev.sessionstore.StoreEvent.Destroyed;
import dev.sessionstore.StoreEvent.Expired;
import dev.sessionstore.conformance.small.SmallBackend.Entry;
import dev.sessionstore.conformance.small.SmallStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Wrong in sweeping, and in publishing the end of a session. */
final class WrongSweeps {

    private WrongSweeps() {}

    static List<WrongStore> all() {
        return List.of(
                wrong("sweep always answers zero", "SWEEP-1", backend -> new SmallStore(backend) {
                    @Override
                    public int sweep(int atMost) {
                        super.sweep(atMost);
                        return 0;
                    }
                }),
                wrong("sweep removes what is a day old", "SWEEP-2", backend -> new SmallStore(backend) {
                    @Override
                    public int sweep(int atMost) {
                        Instant limit = this.backend.instant().plus(Duration.ofDays(3));
                        int swept = super.sweep(atMost);
                        this.backend
                                .entries
                                .values()
                                .removeIf(entry -> entry.expiresAt().isBefore(limit));
                        return swept;
                    }
                }),
                wrong("sweep ignores its bound", "SWEEP-3", backend -> new SmallStore(backend) {
                    @Override
                    public int sweep(int atMost) {
                        return super.sweep(atMost < 1 ? atMost : Integer.MAX_VALUE);
                    }
                }),
                wrong("sweep takes zero for all", "SWEEP-4", backend -> new SmallStore(backend) {
                    @Override
                    public int sweep(int atMost) {
                        return super.sweep(atMost < 1 ? Integer.MAX_VALUE : atMost);
                    }
                }),
                wrong(
                        "sweep goes by the expiry at the first write",
                        "SWEEP-5 SWEEP-2",
                        backend -> new SmallStore(backend) {
                            private final ConcurrentLinkedQueue<Destroyed> expired = new ConcurrentLinkedQueue<>();

                            @Override
                            public void set(String sid, String data, Instant expiresAt) {
                                super.set(sid, data, expiresAt);
                                expired.add(new Destroyed(sid));
                            }

                            @Override
                            public int sweep(int atMost) {
                                int swept = super.sweep(atMost);
                                expired.forEach(old -> this.backend.entries.remove(old.sid()));
                                return swept;
                            }
                        }),
                wrong("sweep publishes Destroyed", "SWEEP-6", backend -> new SmallStore(backend) {
                    @Override
                    public int sweep(int atMost) {
                        if (atMost > 0) {
                            locked(() -> List.copyOf(this.backend.entries.keySet())).stream()
                                    .filter(sid -> locked(() -> live(sid).isEmpty()))
                                    .forEach(sid -> events.publish(new Destroyed(sid)));
                        }
                        return super.sweep(atMost);
                    }
                }),
                wrong("sweep publishes on a thread of its own", "SWEEP-6", backend -> new SmallStore(backend) {
                    @Override
                    public int sweep(int atMost) {
                        if (atMost < 1) {
                            return super.sweep(atMost);
                        }
                        int[] swept = new int[1];
                        Thread sweeper = new Thread(() -> swept[0] = super.sweep(atMost));
                        sweeper.start();
                        try {
                            sweeper.join();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                        return swept[0];
                    }
                }),
                wrong(
                        "the end of a session is published at a read and at the sweep",
                        "SWEEP-7",
                        backend -> new SmallStore(backend) {
                            @Override
                            public int sweep(int atMost) {
                                locked(() -> List.copyOf(this.backend.entries.keySet())).stream()
                                        .filter(sid -> locked(() -> live(sid).isEmpty()))
                                        .forEach(sid -> events.publish(new Expired(sid)));
                                return super.sweep(atMost);
                            }
                        }),
                wrong("destroy waits for the sweeper", "SWEEP-8", backend -> new SmallStore(backend) {
                    @Override
                    public boolean destroy(String sid) {
                        Optional<String> text = super.get(sid);
                        boolean destroyed = super.destroy(sid);
                        if (destroyed) {
                            locked(() -> this.backend.entries.put(sid, new Entry(text.orElse("{}"), Instant.MIN)));
                        }
                        return destroyed;
                    }
                }));
    }
}
