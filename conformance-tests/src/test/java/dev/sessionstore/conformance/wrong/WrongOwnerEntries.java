package dev.sessionstore.conformance.wrong;

import static dev.sessionstore.conformance.wrong.WrongStore.wrong;
import static dev.sessionstore.conformance.wrong.WrongStore.wrongOwners;

import dev.sessionstore.Owners;
import dev.sessionstore.Store;
import dev.sessionstore.StoreEvent;
import dev.sessionstore.Sweeping;
import dev.sessionstore.conformance.StoreHarness;
import dev.sessionstore.conformance.small.SmallBackend;
import dev.sessionstore.conformance.small.SmallBackend.Binding;
import dev.sessionstore.conformance.small.SmallHarness;
import dev.sessionstore.conformance.small.SmallOwners;
import dev.sessionstore.conformance.small.SmallStore;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Wrong in how entries begin, move and end. */
final class WrongOwnerEntries {

    private WrongOwnerEntries() {}

    static List<WrongStore> all() {
        return List.of(
                wrongOwners("a later bind moves the end to earlier", "OWNER-8", store -> new SmallOwners(store) {
                    @Override
                    protected void write(String key, String sid, Instant until) {
                        super.write(key, sid, until);
                        index().get(key).put(sid, new Binding(until, this.backend.instant()));
                    }
                }),
                wrongOwners("a bind until a past instant unbinds", "OWNER-8", store -> new SmallOwners(store) {
                    @Override
                    public void bind(String sid, String owner, Instant until) {
                        super.bind(sid, owner, until);
                        if (isPast(until)) {
                            super.unbind(sid, owner);
                        }
                    }
                }),
                wrongOwners("an entry lasts as long as its session", "OWNER-9", store -> new SmallOwners(store) {
                    @Override
                    protected List<String> entries(String key) {
                        return List.copyOf(index().getOrDefault(key, Map.of()).keySet());
                    }
                }),
                wrongOwners("an entry that ended cannot be made again", "OWNER-9", store -> new SmallOwners(store) {
                    @Override
                    protected void write(String key, String sid, Instant until) {
                        if (!index().getOrDefault(key, Map.of()).containsKey(sid)
                                || entries(key).contains(sid)) {
                            super.write(key, sid, until);
                        }
                    }

                    @Override
                    protected void prune(String key) {}
                }),
                wrongOwners("unbind removes the session for all owners", "OWNER-10", store -> new SmallOwners(store) {
                    @Override
                    public boolean unbind(String sid, String owner) {
                        boolean removed = super.unbind(sid, owner);
                        return removed
                                | locked(() ->
                                        index().values().stream().anyMatch(bindings -> bindings.remove(sid) != null));
                    }
                }),
                wrongOwners("unbind destroys the session", "OWNER-10 OWNER-25", store -> new SmallOwners(store) {
                    @Override
                    public boolean unbind(String sid, String owner) {
                        boolean removed = super.unbind(sid, owner);
                        if (removed) {
                            this.store.destroy(sid);
                        }
                        return removed;
                    }
                }),
                wrongOwners("unbind answers whether there is a session", "OWNER-10", store -> new SmallOwners(store) {
                    @Override
                    public boolean unbind(String sid, String owner) {
                        return super.unbind(sid, owner) && locked(() -> isLive(sid));
                    }
                }),
                new WrongStore(
                        "a session that was removed by a set is listed",
                        List.of("OWNER-11"),
                        false,
                        WrongOwnerEntries::withSessionsThatSetRemoved),
                wrongOwners("dead entries stay until they end", "OWNER-12", store -> new SmallOwners(store) {
                    @Override
                    protected void removeDead(String key, String sid) {}
                }),
                wrongOwners("destroyAll leaves dead entries", "OWNER-12 OWNER-26", store -> new SmallOwners(store) {
                    @Override
                    protected boolean destroy(String key, String sid) {
                        return this.store.destroy(sid);
                    }
                }),
                wrongOwners(
                        "a session has one owner, the latest", "OWNER-13 OWNER-10", store -> new SmallOwners(store) {
                            @Override
                            protected void write(String key, String sid, Instant until) {
                                index().values().forEach(bindings -> bindings.remove(sid));
                                super.write(key, sid, until);
                            }
                        }),
                wrongOwners("an end is kept in four bytes of seconds", "OWNER-14", store -> new SmallOwners(store) {
                    @Override
                    protected void write(String key, String sid, Instant until) {
                        super.write(key, sid, Instant.ofEpochSecond((int) until.getEpochSecond()));
                    }
                }),
                wrong("clear leaves the entries", "OWNER-15", backend -> new SmallStore(backend) {
                    @Override
                    public void clear() {
                        Map<String, Map<String, Binding>> kept = new LinkedHashMap<>(this.backend.owners);
                        super.clear();
                        this.backend.owners.putAll(kept);
                    }
                }),
                wrongOwners("clear of the index removes sessions", "OWNER-40", store -> new SmallOwners(store) {
                    @Override
                    public void clear() {
                        this.store.clear();
                    }
                }),
                wrongOwners(
                        "clear of the index leaves the entries of sessions",
                        "OWNER-40",
                        store -> new SmallOwners(store) {
                            @Override
                            public void clear() {
                                locked(() -> {
                                    index().values()
                                            .forEach(bindings ->
                                                    bindings.keySet().removeIf(sid -> !isLive(sid)));
                                    return true;
                                });
                            }
                        }),
                wrong("the listing shows the index", "OWNER-15", backend -> new SmallStore(backend) {
                    @Override
                    public Stream<String> sids() {
                        return Stream.concat(super.sids(), this.backend.owners.keySet().stream());
                    }
                }),
                new WrongStore(
                        "two prefixes share one index",
                        List.of("OWNER-16"),
                        false,
                        WrongOwnerEntries::withOneIndexForAll),
                wrong("ended entries stay for ever", "OWNER-17", backend -> new SmallStore(backend) {
                    @Override
                    protected void sweepOwners() {}
                }),
                wrong(
                        "neither a bind nor a sweep removes entries that have ended",
                        "OWNER-17",
                        WrongOwnerEntries::withoutSweeping),
                wrongOwners("a bind publishes Touched", "OWNER-28", store -> new SmallOwners(store) {
                    @Override
                    public void bind(String sid, String owner, Instant until) {
                        super.bind(sid, owner, until);
                        publish(new StoreEvent.Touched(sid));
                    }
                }),
                wrongOwners("a bind keeps the session alive", "OWNER-28", store -> new SmallOwners(store) {
                    @Override
                    public void bind(String sid, String owner, Instant until) {
                        super.bind(sid, owner, until);
                        if (!isPast(until)) {
                            this.store.touch(sid, until);
                        }
                    }
                }),
                wrong("a sweep counts entries", "OWNER-28", backend -> new SmallStore(backend) {
                    @Override
                    public int sweep(int atMost) {
                        int entries = this.backend.owners.size();
                        return super.sweep(atMost) + entries - this.backend.owners.size();
                    }
                }));
    }

    private static Store withoutSweeping(SmallBackend backend) {
        return new SmallStore(backend) {
            @Override
            public Optional<Owners> owners() {
                return Optional.of(new SmallOwners(this) {
                    @Override
                    protected void prune(String key) {}
                });
            }

            @Override
            public Optional<Sweeping> sweeping() {
                return Optional.empty();
            }
        };
    }

    private static StoreHarness withSessionsThatSetRemoved() {
        Set<String> removed = ConcurrentHashMap.newKeySet();
        return new SmallHarness(backend -> new SmallStore(backend) {
            @Override
            public void set(String sid, String data, Instant expiresAt) {
                super.set(sid, data, expiresAt);
                if (isPast(expiresAt)) {
                    removed.add(sid);
                }
            }

            @Override
            public Optional<Owners> owners() {
                return Optional.of(new SmallOwners(this) {
                    @Override
                    protected boolean isLive(String sid) {
                        return super.isLive(sid) || removed.contains(sid);
                    }
                });
            }
        });
    }

    private static StoreHarness withOneIndexForAll() {
        Map<String, Map<String, Binding>> shared = new HashMap<>();
        return new SmallHarness(backend -> WrongStore.withOwners(backend, store -> new SmallOwners(store) {
            @Override
            protected Map<String, Map<String, Binding>> index() {
                return shared;
            }
        }));
    }
}
