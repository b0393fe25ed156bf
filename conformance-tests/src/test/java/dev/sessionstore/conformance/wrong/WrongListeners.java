package dev.sessionstore.conformance.wrong;

import static dev.sessionstore.conformance.wrong.WrongStore.wrong;

import dev.sessionstore.StoreEvent;
import dev.sessionstore.Subscription;
import dev.sessionstore.conformance.small.SmallBackend;
import dev.sessionstore.conformance.small.SmallStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** Wrong in how they call their listeners. */
final class WrongListeners {

    private WrongListeners() {}

    static List<WrongStore> all() {
        return List.of(
                wrong("listeners run on another thread", "LISTENER-1", backend -> new SmallStore(backend) {
                    @Override
                    protected void publish(Optional<StoreEvent> effect) {
                        Thread publisher = new Thread(() -> super.publish(effect), "publisher");
                        publisher.start();
                        boolean interrupted = Thread.interrupted();
                        try {
                            publisher.join(2_000);
                        } catch (InterruptedException e) {
                            interrupted = true;
                        }
                        if (interrupted) {
                            Thread.currentThread().interrupt();
                        }
                    }
                }),
                wrong("the last listener is called first", "LISTENER-1", backend -> new OwnListeners(backend) {
                    @Override
                    protected List<Listener<?>> toCall() {
                        List<Listener<?>> reversed = new ArrayList<>(listeners);
                        Collections.reverse(reversed);
                        return reversed;
                    }
                }),
                wrong(
                        "what a listener throws comes out of the call",
                        "LISTENER-2",
                        backend -> new OwnListeners(backend) {
                            @Override
                            protected void call(Listener<?> listener, StoreEvent event) {
                                listener.receive(event);
                            }
                        }),
                wrong("cancel does nothing", "LISTENER-3", backend -> new SmallStore(backend) {
                    @Override
                    public <E extends StoreEvent> Subscription on(Class<E> type, Consumer<? super E> listener) {
                        super.on(type, listener);
                        return () -> {};
                    }
                }),
                wrong(
                        "a new listener receives the event that is being published",
                        "LISTENER-4",
                        backend -> new OwnListeners(backend) {
                            @Override
                            protected void publish(Optional<StoreEvent> effect) {
                                effect.ifPresent(event -> {
                                    for (int i = 0; i < listeners.size(); i++) {
                                        call(listeners.get(i), event);
                                    }
                                });
                            }
                        }),
                wrong(
                        "cancelling while an event is published skips others",
                        "LISTENER-5",
                        backend -> new OwnListeners(backend) {
                            @Override
                            protected void publish(Optional<StoreEvent> effect) {
                                effect.ifPresent(event -> {
                                    for (int i = 0; i < listeners.size(); i++) {
                                        call(listeners.get(i), event);
                                    }
                                });
                            }
                        }),
                wrong("once is twice when two threads come", "LISTENER-6", backend -> new SmallStore(backend) {
                    @Override
                    public <E extends StoreEvent> Subscription once(Class<E> type, Consumer<? super E> listener) {
                        Subscription[] subscription = new Subscription[1];
                        subscription[0] = on(type, event -> {
                            Race.pause();
                            listener.accept(event);
                            subscription[0].cancel();
                        });
                        return subscription[0];
                    }
                }),
                wrong("listeners run under the lock", "LISTENER-7 LISTENER-8", UnderLock::new),
                wrong("one listener at a time, for all threads", "LISTENER-8", backend -> new SmallStore(backend) {
                    private final ReentrantLock publishing = new ReentrantLock();

                    @Override
                    protected void publish(Optional<StoreEvent> effect) {
                        publishing.lock();
                        try {
                            super.publish(effect);
                        } finally {
                            publishing.unlock();
                        }
                    }
                }),
                wrong("the same listener is added once only", "LISTENER-9", backend -> new SmallStore(backend) {
                    private final List<Object> known = new CopyOnWriteArrayList<>();

                    @Override
                    public <E extends StoreEvent> Subscription on(Class<E> type, Consumer<? super E> listener) {
                        if (known.contains(listener)) {
                            return () -> {};
                        }
                        known.add(listener);
                        return super.on(type, listener);
                    }
                }),
                wrong("a missing listener is noticed when it is called", "LISTENER-10", OwnListeners::new));
    }

    /** Listeners in a plain list. */
    private static class OwnListeners extends SmallStore {

        protected record Listener<E extends StoreEvent>(Class<E> type, Consumer<? super E> consumer) {
            void receive(StoreEvent event) {
                if (type.isInstance(event)) {
                    consumer.accept(type.cast(event));
                }
            }
        }

        protected final List<Listener<?>> listeners = new CopyOnWriteArrayList<>();

        OwnListeners(SmallBackend backend) {
            super(backend);
        }

        @Override
        public <E extends StoreEvent> Subscription on(Class<E> type, Consumer<? super E> listener) {
            Listener<E> added = new Listener<>(type, listener);
            listeners.add(added);
            return () -> listeners.remove(added);
        }

        @Override
        protected void publish(Optional<StoreEvent> effect) {
            effect.ifPresent(event -> toCall().forEach(listener -> call(listener, event)));
        }

        protected List<Listener<?>> toCall() {
            return listeners;
        }

        protected void call(Listener<?> listener, StoreEvent event) {
            try {
                listener.receive(event);
            } catch (Throwable swallowed) {
                return;
            }
        }
    }

    private static final class UnderLock extends SmallStore {
        UnderLock(SmallBackend backend) {
            super(backend);
        }

        @Override
        public void set(String sid, String data, Instant expiresAt) {
            locked(() -> {
                super.set(sid, data, expiresAt);
                return true;
            });
        }
    }
}
