package dev.sessionstore.conformance.wrong;

import static dev.sessionstore.conformance.wrong.WrongStore.wrongOwners;

import dev.sessionstore.StoreEvent;
import dev.sessionstore.conformance.StoreHarness;
import dev.sessionstore.conformance.small.SmallHarness;
import dev.sessionstore.conformance.small.SmallOwners;
import dev.sessionstore.conformance.small.SmallStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** Wrong in what {@code destroyAll} ends, keeps, counts and publishes. */
final class WrongOwnerEnds {

    private WrongOwnerEnds() {}

    static List<WrongStore> all() {
        return List.of(
                wrongOwners("destroyAll publishes nothing", "OWNER-24 OWNER-33", store -> new SmallOwners(store) {
                    @Override
                    protected boolean destroy(String key, String sid) {
                        return locked(() -> isLive(sid) && this.backend.entries.remove(sid) != null);
                    }
                }),
                wrongOwners("destroyAll counts and publishes the dead", "OWNER-24", store -> new SmallOwners(store) {
                    @Override
                    protected boolean destroy(String key, String sid) {
                        if (!super.destroy(key, sid)) {
                            publish(new StoreEvent.Destroyed(sid));
                        }
                        return true;
                    }
                }),
                wrongOwners("destroyAll removes entries only", "OWNER-24 OWNER-32", store -> new SmallOwners(store) {
                    @Override
                    protected boolean destroy(String key, String sid) {
                        return locked(() -> isLive(sid) && remove(key, sid));
                    }
                }),
                wrongOwners(
                        "destroyAll destroys what is excepted", "OWNER-25 OWNER-26", store -> new SmallOwners(store) {
                            @Override
                            public int destroyAll(String owner, Set<String> except) {
                                return super.destroyAll(owner, except.isEmpty() ? except : Set.of());
                            }
                        }),
                wrongOwners("one session at most is excepted", "OWNER-25", store -> new SmallOwners(store) {
                    @Override
                    public int destroyAll(String owner, Set<String> except) {
                        List<String> first = except.stream().sorted().limit(1).toList();
                        return super.destroyAll(owner, Set.copyOf(first));
                    }
                }),
                wrongOwners(
                        "destroyAll removes the entry of what is excepted",
                        "OWNER-25",
                        store -> new SmallOwners(store) {
                            @Override
                            public int destroyAll(String owner, Set<String> except) {
                                int destroyed = super.destroyAll(owner, except);
                                locked(() -> Optional.ofNullable(index().remove(key(owner))));
                                return destroyed;
                            }
                        }),
                wrongOwners("destroyAll ends after its first page", "OWNER-26", store -> new SmallOwners(store) {
                    @Override
                    protected List<String> entries(String key) {
                        return super.entries(key).stream().limit(100).toList();
                    }
                }),
                wrongOwners("destroyAll reads its pages by position", "OWNER-26", store -> new SmallOwners(store) {
                    @Override
                    public int destroyAll(String owner, Set<String> except) {
                        int destroyed = 0;
                        for (int at = 0; at < locked(() -> entries(key(owner))).size(); at += 50) {
                            int from = at;
                            for (String sid : locked(() -> entries(key(owner)).stream()
                                    .skip(from)
                                    .limit(50)
                                    .toList())) {
                                destroyed += !except.contains(sid) && destroy(key(owner), sid) ? 1 : 0;
                            }
                        }
                        return destroyed;
                    }
                }),
                new WrongStore(
                        "a touch brings back what destroyAll ended",
                        List.of("OWNER-27"),
                        false,
                        WrongOwnerEnds::withSessionsThatComeBack),
                wrongOwners(
                        "destroyAll forgets what it has just destroyed", "OWNER-27", store -> new SmallOwners(store) {
                            @Override
                            protected boolean destroy(String key, String sid) {
                                boolean destroyed = super.destroy(key, sid);
                                return destroyed && locked(() -> remove(key, sid) || destroyed);
                            }
                        }),
                wrongOwners("destroyAll publishes before the effect", "OWNER-29", store -> new SmallOwners(store) {
                    @Override
                    protected boolean destroy(String key, String sid) {
                        if (locked(() -> isLive(sid))) {
                            publish(new StoreEvent.Destroyed(sid));
                        }
                        return locked(() -> this.backend.entries.remove(sid) != null);
                    }
                }),
                wrongOwners("the index cannot be used inside a listener", "OWNER-29", store -> new SmallOwners(store) {
                    private final Semaphore lock = new Semaphore(1);

                    @Override
                    public int destroyAll(String owner, Set<String> except) {
                        lock.acquireUninterruptibly();
                        try {
                            return super.destroyAll(owner, except);
                        } finally {
                            lock.release();
                        }
                    }

                    @Override
                    public void bind(String sid, String owner, Instant until) {
                        if (!lock.tryAcquire()) {
                            throw new IllegalStateException("locked");
                        }
                        try {
                            super.bind(sid, owner, until);
                        } finally {
                            lock.release();
                        }
                    }
                }));
    }

    private static StoreHarness withSessionsThatComeBack() {
        Map<String, String> texts = new ConcurrentHashMap<>();
        return new SmallHarness(backend -> new SmallStore(backend) {
            @Override
            public void set(String sid, String data, Instant expiresAt) {
                super.set(sid, data, expiresAt);
                texts.put(sid, data);
            }

            @Override
            public boolean touch(String sid, Instant expiresAt) {
                boolean touched = super.touch(sid, expiresAt);
                if (!touched && texts.containsKey(sid)) {
                    super.set(sid, texts.get(sid), expiresAt);
                }
                return touched;
            }
        });
    }
}
