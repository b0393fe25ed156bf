package dev.sessionstore.conformance.wrong;

import static dev.sessionstore.conformance.wrong.WrongStore.wrong;

import dev.sessionstore.ConditionalWrites;
import dev.sessionstore.Guarantee;
import dev.sessionstore.StoreArguments;
import dev.sessionstore.conformance.small.SmallStore;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Wrong in closing, in what they declare, and in how they treat threads. */
final class WrongCloses {

    private WrongCloses() {}

    static List<WrongStore> all() {
        return List.of(
                wrong("closing twice is an error", "CLOSE-1", backend -> new SmallStore(backend) {
                    private boolean closed;

                    @Override
                    public void close() {
                        if (closed) {
                            throw new IllegalStateException("closed already");
                        }
                        closed = true;
                        super.close();
                    }
                }),
                wrong("close does nothing", "CLOSE-2 CLOSE-3 CLOSE-4 CLOSE-5", backend -> new SmallStore(backend) {
                    @Override
                    public void close() {}
                }),
                wrong("arguments are looked at before the close", "ARGUMENT-1", backend -> new SmallStore(backend) {
                    @Override
                    public void set(String sid, String data, Instant expiresAt) {
                        StoreArguments.requireWrite(sid, data, expiresAt);
                        super.set(sid, data, expiresAt);
                    }
                }),
                wrong("a closed sweep looks at its bound", "ARGUMENT-1", backend -> new SmallStore(backend) {
                    @Override
                    public int sweep(int atMost) {
                        StoreArguments.requireAtMost(atMost);
                        return super.sweep(atMost);
                    }
                }),
                wrong("the expiry is looked at before the text", "ARGUMENT-2", backend -> new SmallStore(backend) {
                    @Override
                    public void set(String sid, String data, Instant expiresAt) {
                        requireOpen();
                        StoreArguments.requireTouch(sid, expiresAt);
                        super.set(sid, data, expiresAt);
                    }
                }),
                wrong(
                        "a bad bound is reported with a message of its own",
                        "ARGUMENT-2",
                        backend -> new SmallStore(backend) {
                            @Override
                            public int sweep(int atMost) {
                                requireOpen();
                                if (atMost < 1) {
                                    throw new IllegalArgumentException("nothing to sweep");
                                }
                                return super.sweep(atMost);
                            }
                        }),
                wrong("abilities vanish with the close", "CLOSE-6", backend -> new SmallStore(backend) {
                    private boolean closed;

                    @Override
                    public void close() {
                        closed = true;
                        super.close();
                    }

                    @Override
                    public Optional<ConditionalWrites> conditionalWrites() {
                        return closed ? Optional.empty() : super.conditionalWrites();
                    }
                }),
                wrong("closing one node ends all sessions", "CLOSE-7 CLOSE-8", backend -> new SmallStore(backend) {
                    @Override
                    public void close() {
                        super.close();
                        this.backend.entries.clear();
                    }
                }),
                wrong("each store leaves a thread behind", "CLOSE-9", backend -> new SmallStore(backend) {
                    private final CountDownLatch never = new CountDownLatch(1);

                    {
                        Thread leak = new Thread(() -> {
                            try {
                                never.await(60, TimeUnit.SECONDS);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
                        leak.setDaemon(true);
                        leak.start();
                    }
                }),
                wrong("threads share a buffer", "THREAD-1", backend -> new SmallStore(backend) {
                    private final AtomicReference<String> buffer = new AtomicReference<>("{}");

                    @Override
                    public void set(String sid, String data, Instant expiresAt) {
                        if (data == null || data.isEmpty() || data.contains("\u0000")) {
                            super.set(sid, data, expiresAt);
                            return;
                        }
                        buffer.set(data);
                        Race.pause();
                        super.set(sid, buffer.get(), expiresAt);
                    }
                }),
                wrong("interrupts are swallowed", "THREAD-2", backend -> new SmallStore(backend) {
                    @Override
                    public void set(String sid, String data, Instant expiresAt) {
                        Thread.interrupted();
                        super.set(sid, data, expiresAt);
                    }
                }),
                wrong("only platform threads are served", "THREAD-3", backend -> new SmallStore(backend) {
                    @Override
                    public void set(String sid, String data, Instant expiresAt) {
                        if (Thread.currentThread().toString().startsWith("VirtualThread")) {
                            throw new IllegalStateException("no platform thread");
                        }
                        super.set(sid, data, expiresAt);
                    }
                }),
                wrong("anybody may change the guarantees", "ABILITY-1", backend -> new SmallStore(backend) {
                    private final Set<Guarantee> guarantees = EnumSet.of(Guarantee.SHARED);

                    @Override
                    public Set<Guarantee> guarantees() {
                        return guarantees;
                    }
                }),
                wrong("an ability comes and goes", "ABILITY-2", backend -> new SmallStore(backend) {
                    private int calls;

                    @Override
                    public Optional<ConditionalWrites> conditionalWrites() {
                        return calls++ % 2 == 0 ? super.conditionalWrites() : Optional.empty();
                    }
                }),
                wrong("no more than a thousand sessions are kept", "ABILITY-3", backend -> new SmallStore(backend) {
                    @Override
                    public void set(String sid, String data, Instant expiresAt) {
                        super.set(sid, data, expiresAt);
                        locked(() -> this.backend.entries.size() > 1000
                                && this.backend
                                        .entries
                                        .keySet()
                                        .remove(this.backend
                                                .entries
                                                .keySet()
                                                .iterator()
                                                .next()));
                    }
                }));
    }
}
