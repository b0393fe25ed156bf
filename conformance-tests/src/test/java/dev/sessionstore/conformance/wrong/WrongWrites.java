package dev.sessionstore.conformance.wrong;

import static dev.sessionstore.conformance.wrong.WrongStore.wrong;

import dev.sessionstore.StoreEvent;
import dev.sessionstore.conformance.small.SmallBackend;
import dev.sessionstore.conformance.small.SmallBackend.Entry;
import dev.sessionstore.conformance.small.SmallStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Wrong in {@code set} and {@code destroy}. */
final class WrongWrites {

    private WrongWrites() {}

    static List<WrongStore> all() {
        return List.of(
                wrong("set leaves the rest of a longer text", "SET-1 VALUE-6", backend -> new SmallStore(backend) {
                    @Override
                    public void set(String sid, String data, Instant expiresAt) {
                        String old = super.get(sid).orElse("");
                        boolean longer = data != null && old.length() > data.length();
                        super.set(sid, longer ? data + old.substring(data.length()) : data, expiresAt);
                    }
                }),
                wrong("set keeps the first expiry", "SET-2", backend -> new SmallStore(backend) {
                    @Override
                    protected Optional<StoreEvent> write(String sid, String data, Instant expiresAt) {
                        Instant first = live(sid).map(Entry::expiresAt).orElse(expiresAt);
                        return super.write(sid, data, isPast(expiresAt) ? expiresAt : first);
                    }
                }),
                wrong("set never shortens a life", "SET-3", backend -> new SmallStore(backend) {
                    @Override
                    protected Optional<StoreEvent> write(String sid, String data, Instant expiresAt) {
                        Instant old = live(sid).map(Entry::expiresAt).orElse(expiresAt);
                        boolean shorter = !isPast(expiresAt) && expiresAt.isBefore(old);
                        return super.write(sid, data, shorter ? old : expiresAt);
                    }
                }),
                wrong("set ignores a past expiry", "SET-4", backend -> new SmallStore(backend) {
                    @Override
                    public void set(String sid, String data, Instant expiresAt) {
                        if (expiresAt == null || !isPast(expiresAt)) {
                            super.set(sid, data, expiresAt);
                        }
                    }
                }),
                wrong("set takes a past expiry for none", "SET-4 SET-5", backend -> new SmallStore(backend) {
                    @Override
                    protected Optional<StoreEvent> write(String sid, String data, Instant expiresAt) {
                        return super.write(sid, data, isPast(expiresAt) ? Instant.MAX : expiresAt);
                    }
                }),
                wrong("set leaves an expired record as it is", "SET-6", backend -> new SmallStore(backend) {
                    @Override
                    public void set(String sid, String data, Instant expiresAt) {
                        if (!this.backend.entries.containsKey(sid)
                                || super.get(sid).isPresent()) {
                            super.set(sid, data, expiresAt);
                        }
                    }
                }),
                wrong("a destroyed sid is dead for ever", "SET-7 CREATE-4", Tombstones::new),
                wrong("nothing is checked", "SET-8 SET-9 TOUCH-9 DESTROY-6 CREATE-6 REPLACE-10", Unchecked::new),
                wrong("null is an IllegalArgumentException", "SET-10", backend -> new SmallStore(backend) {
                    @Override
                    public void set(String sid, String data, Instant expiresAt) {
                        if (sid == null || data == null || expiresAt == null) {
                            throw new IllegalArgumentException("null");
                        }
                        super.set(sid, data, expiresAt);
                    }
                }),
                wrong("destroy works at its own node only", "DESTROY-1", backend -> new SmallStore(backend) {
                    private final Set<String> destroyed = ConcurrentHashMap.newKeySet();

                    @Override
                    public boolean destroy(String sid) {
                        return super.get(sid).isPresent() && destroyed.add(sid);
                    }

                    @Override
                    protected Optional<Entry> live(String sid) {
                        return super.live(sid).filter(entry -> !destroyed.contains(sid));
                    }
                }),
                wrong("destroy always answers true", "DESTROY-2 DESTROY-3", backend -> new SmallStore(backend) {
                    @Override
                    public boolean destroy(String sid) {
                        super.destroy(sid);
                        return true;
                    }
                }),
                wrong("destroy removes all that begin so", "DESTROY-4", backend -> new SmallStore(backend) {
                    @Override
                    public boolean destroy(String sid) {
                        boolean destroyed = super.destroy(sid);
                        this.backend.entries.keySet().removeIf(other -> other.startsWith(sid));
                        return destroyed;
                    }
                }),
                wrong(
                        "destroy answers true for an expired record",
                        "DESTROY-5 EXPIRY-3",
                        backend -> new SmallStore(backend) {
                            @Override
                            public boolean destroy(String sid) {
                                boolean there = this.backend.entries.containsKey(sid);
                                super.destroy(sid);
                                return there;
                            }
                        }));
    }

    private static final class Tombstones extends SmallStore {
        private static final String DEAD = "dead";

        Tombstones(SmallBackend backend) {
            super(backend);
        }

        @Override
        public boolean destroy(String sid) {
            boolean destroyed = super.destroy(sid);
            locked(() -> backend.entries.put(sid, new Entry(DEAD, Instant.MIN)));
            return destroyed;
        }

        @Override
        protected Optional<StoreEvent> write(String sid, String data, Instant expiresAt) {
            Entry there = backend.entries.get(sid);
            boolean dead = there != null && there.data().equals(DEAD);
            return dead ? Optional.empty() : super.write(sid, data, expiresAt);
        }
    }
}
