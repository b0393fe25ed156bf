package dev.sessionstore.conformance.wrong;

import static dev.sessionstore.conformance.wrong.WrongStore.wrong;

import dev.sessionstore.StoreEvent;
import dev.sessionstore.StoreEvent.Destroyed;
import dev.sessionstore.StoreEvent.Saved;
import dev.sessionstore.StoreEvent.Touched;
import dev.sessionstore.StoreEvents;
import dev.sessionstore.Subscription;
import dev.sessionstore.WriteOutcome;
import dev.sessionstore.conformance.small.SmallBackend;
import dev.sessionstore.conformance.small.SmallStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.function.Consumer;

/** Wrong in what they publish. */
final class WrongEvents {

    private WrongEvents() {}

    static List<WrongStore> all() {
        return List.of(
                wrong("touch publishes Saved", "EVENT-1 EVENT-9", backend -> new SmallStore(backend) {
                    @Override
                    protected void publish(Optional<StoreEvent> effect) {
                        super.publish(effect.map(e -> e instanceof Touched touched ? new Saved(touched.sid()) : e));
                    }
                }),
                wrong("events are published one call late", "EVENT-1 LISTENER-1", backend -> new SmallStore(backend) {
                    private final List<StoreEvent> unpublished = new ArrayList<>();

                    @Override
                    protected void publish(Optional<StoreEvent> effect) {
                        unpublished.forEach(events::publish);
                        unpublished.clear();
                        effect.ifPresent(unpublished::add);
                    }
                }),
                wrong("a past expiry publishes nothing", "EVENT-2", backend -> new SmallStore(backend) {
                    @Override
                    public boolean destroy(String sid) {
                        boolean destroyed = super.destroy(sid);
                        if (destroyed) {
                            events.publish(new Destroyed(sid));
                        }
                        return destroyed;
                    }

                    @Override
                    protected void publish(Optional<StoreEvent> effect) {
                        super.publish(effect.filter(event -> !(event instanceof Destroyed)));
                    }
                }),
                wrong("create and replace publish nothing", "EVENT-3", backend -> new SmallStore(backend) {
                    private boolean silent;

                    @Override
                    public boolean create(String sid, String data, Instant expiresAt) {
                        silent = true;
                        boolean created = super.create(sid, data, expiresAt);
                        silent = false;
                        return created;
                    }

                    @Override
                    public WriteOutcome replace(String sid, String expected, String data, Instant expiresAt) {
                        silent = true;
                        WriteOutcome outcome = super.replace(sid, expected, data, expiresAt);
                        silent = false;
                        return outcome;
                    }

                    @Override
                    protected void publish(Optional<StoreEvent> effect) {
                        super.publish(silent ? Optional.empty() : effect);
                    }
                }),
                wrong("destroy of nothing publishes Destroyed", "EVENT-4", backend -> new SmallStore(backend) {
                    @Override
                    public boolean destroy(String sid) {
                        boolean destroyed = super.destroy(sid);
                        if (!destroyed) {
                            events.publish(new Destroyed(sid));
                        }
                        return destroyed;
                    }
                }),
                wrong("the loser of a race publishes Saved", "EVENT-5", backend -> new SmallStore(backend) {
                    @Override
                    public WriteOutcome replace(String sid, String expected, String data, Instant expiresAt) {
                        WriteOutcome outcome = super.replace(sid, expected, data, expiresAt);
                        if (outcome == WriteOutcome.CHANGED) {
                            events.publish(new Saved(sid));
                        }
                        return outcome;
                    }
                }),
                wrong(
                        "a write to an expired record publishes Destroyed",
                        "EVENT-6",
                        backend -> new SmallStore(backend) {
                            @Override
                            public void set(String sid, String data, Instant expiresAt) {
                                boolean expired = expiresAt != null
                                        && isPast(expiresAt)
                                        && sid != null
                                        && this.backend.entries.containsKey(sid)
                                        && super.get(sid).isEmpty();
                                super.set(sid, data, expiresAt);
                                if (expired) {
                                    events.publish(new Destroyed(sid));
                                }
                            }
                        }),
                wrong(
                        "events are published before the arguments are checked",
                        "EVENT-7",
                        backend -> new SmallStore(backend) {
                            @Override
                            public void set(String sid, String data, Instant expiresAt) {
                                if (data != null && data.isEmpty()) {
                                    events.publish(new Saved(sid));
                                }
                                super.set(sid, data, expiresAt);
                            }
                        }),
                wrong("events are published before the effect", "EVENT-8", backend -> new SmallStore(backend) {
                    @Override
                    public void set(String sid, String data, Instant expiresAt) {
                        if (sid != null && data != null && expiresAt != null && !isPast(expiresAt)) {
                            events.publish(new Saved(sid));
                        }
                        super.set(sid, data, expiresAt);
                    }

                    @Override
                    protected void publish(Optional<StoreEvent> effect) {
                        super.publish(effect.filter(event -> !(event instanceof Saved)));
                    }
                }),
                wrong("every listener receives all", "EVENT-9", backend -> new SmallStore(backend) {
                    @Override
                    @SuppressWarnings("unchecked")
                    public <E extends StoreEvent> Subscription on(Class<E> type, Consumer<? super E> listener) {
                        Consumer<StoreEvent> any =
                                event -> ((Consumer<StoreEvent>) (Consumer<?>) listener).accept(event);
                        return listener == null || type == null
                                ? super.on(type, listener)
                                : super.on(StoreEvent.class, any);
                    }
                }),
                wrong("every node publishes what any node did", "EVENT-10", Broadcasting::new));
    }

    /** All nodes on one backend share their listeners. */
    private static final class Broadcasting extends SmallStore {
        private static final Map<SmallBackend, StoreEvents> ALL = new WeakHashMap<>();

        Broadcasting(SmallBackend backend) {
            super(backend);
        }

        @Override
        public <E extends StoreEvent> Subscription on(Class<E> type, Consumer<? super E> listener) {
            return ALL.computeIfAbsent(backend, any -> new StoreEvents()).on(type, listener);
        }

        @Override
        protected void publish(Optional<StoreEvent> effect) {
            effect.ifPresent(event ->
                    ALL.computeIfAbsent(backend, any -> new StoreEvents()).publish(event));
        }
    }
}
