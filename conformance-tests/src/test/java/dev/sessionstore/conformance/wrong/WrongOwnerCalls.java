package dev.sessionstore.conformance.wrong;

import static dev.sessionstore.conformance.wrong.WrongStore.wrong;
import static dev.sessionstore.conformance.wrong.WrongStore.wrongNet;
import static dev.sessionstore.conformance.wrong.WrongStore.wrongOwners;

import dev.sessionstore.Owners;
import dev.sessionstore.StoreEvent;
import dev.sessionstore.StoreUnavailableException;
import dev.sessionstore.conformance.small.NetOwners;
import dev.sessionstore.conformance.small.NetStore;
import dev.sessionstore.conformance.small.SmallBackend.Binding;
import dev.sessionstore.conformance.small.SmallOwners;
import dev.sessionstore.conformance.small.SmallStore;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** Wrong when several use the index at once, when a node is closed, and when the server is gone. */
final class WrongOwnerCalls {

    private WrongOwnerCalls() {}

    static List<WrongStore> all() {
        return Stream.of(racing(), unavailable()).flatMap(List::stream).toList();
    }

    private static List<WrongStore> racing() {
        return List.of(
                wrongOwners(
                        "a listing finds entries dead, then removes them", "OWNER-30", store -> new SmallOwners(store) {
                            @Override
                            protected boolean isListed(String key, String sid) {
                                boolean live = locked(() -> isLive(sid));
                                boolean old = locked(() -> isOld(this.index(), key, sid, this.backend.instant()));
                                Race.pause();
                                return live || (old && locked(() -> remove(key, sid)) && false);
                            }
                        }),
                wrongOwners(
                        "destroyAll finds entries dead, then removes them",
                        "OWNER-30",
                        store -> new SmallOwners(store) {
                            @Override
                            protected boolean destroy(String key, String sid) {
                                boolean old = locked(() -> isOld(this.index(), key, sid, this.backend.instant()));
                                boolean destroyed = this.store.destroy(sid);
                                Race.pause();
                                locked(() -> old && remove(key, sid));
                                return destroyed;
                            }
                        }),
                wrongOwners(
                        "a bind reads all entries and writes them again", "OWNER-31", store -> new SmallOwners(store) {
                            @Override
                            public void bind(String sid, String owner, Instant until) {
                                String key = key(owner);
                                Map<String, Binding> all =
                                        locked(() -> new LinkedHashMap<>(index().getOrDefault(key, Map.of())));
                                Race.pause();
                                all.put(sid, new Binding(until, this.backend.instant()));
                                locked(() -> Optional.ofNullable(index().put(key, all)));
                            }
                        }),
                wrongOwners("a bind reads the end and writes it again", "OWNER-31", store -> new SmallOwners(store) {
                    @Override
                    public void bind(String sid, String owner, Instant until) {
                        String key = key(owner);
                        Instant end = locked(() -> Optional.ofNullable(
                                        index().getOrDefault(key, Map.of()).get(sid))
                                .map(Binding::until)
                                .filter(until::isBefore)
                                .orElse(until));
                        Race.pause();
                        super.bind(sid, owner, until);
                        locked(() -> Optional.ofNullable(
                                index().get(key).put(sid, new Binding(end, this.backend.instant()))));
                    }
                }),
                wrongOwners("destroyAll removes all entries at its end", "OWNER-32", store -> new SmallOwners(store) {
                    @Override
                    public int destroyAll(String owner, Set<String> except) {
                        int destroyed = super.destroyAll(owner, except);
                        Race.pause();
                        locked(() -> Optional.ofNullable(index().remove(key(owner))));
                        return destroyed;
                    }
                }),
                wrongOwners(
                        "destroyAll takes the listing of the call before", "OWNER-32", store -> new SmallOwners(store) {
                            private final Map<String, List<String>> last = new ConcurrentHashMap<>();

                            @Override
                            public int destroyAll(String owner, Set<String> except) {
                                String key = key(owner);
                                List<String> now = locked(() -> entries(key));
                                List<String> before =
                                        Optional.ofNullable(last.put(key, now)).orElse(now);
                                return (int) before.stream()
                                        .filter(sid -> !except.contains(sid) && destroy(key, sid))
                                        .count();
                            }
                        }),
                wrongOwners("destroyAll looks, then destroys", "OWNER-33", store -> new SmallOwners(store) {
                    @Override
                    protected boolean destroy(String key, String sid) {
                        boolean live = locked(() -> isLive(sid));
                        Race.pause();
                        locked(() -> Optional.ofNullable(this.backend.entries.remove(sid)));
                        if (live) {
                            publish(new StoreEvent.Destroyed(sid));
                        }
                        return live;
                    }
                }),
                wrongOwners("a listing goes on after the close", "OWNER-34", store -> new SmallOwners(store) {
                    @Override
                    protected boolean isListed(String key, String sid) {
                        return locked(() -> isLive(sid));
                    }
                }),
                wrong("closing one node removes all entries", "OWNER-35 OWNER-36", backend -> new SmallStore(backend) {
                    @Override
                    public void close() {
                        super.close();
                        this.backend.owners.clear();
                    }
                }),
                wrong("the owners come and go", "ABILITY-2", backend -> new SmallStore(backend) {
                    private int calls;

                    @Override
                    public Optional<Owners> owners() {
                        return calls++ % 2 == 0 ? super.owners() : Optional.empty();
                    }
                }),
                wrong("the owners vanish with the close", "CLOSE-6", backend -> new SmallStore(backend) {
                    private boolean closed;

                    @Override
                    public void close() {
                        closed = true;
                        super.close();
                    }

                    @Override
                    public Optional<Owners> owners() {
                        return closed ? Optional.empty() : super.owners();
                    }
                }));
    }

    private static List<WrongStore> unavailable() {
        return List.of(
                wrongNetOwners(
                        "an outage looks like an owner without sessions", "OWNER-37", store -> new NetOwners(store) {
                            @Override
                            protected List<String> list(String owner) {
                                try {
                                    return super.list(owner);
                                } catch (StoreUnavailableException down) {
                                    return List.of();
                                }
                            }
                        }),
                wrongNetOwners(
                        "a listing is read before anybody consumes it", "OWNER-37", store -> new NetOwners(store) {
                            @Override
                            public Stream<String> sids(String owner) {
                                super.sids(owner);
                                return list(owner).stream();
                            }
                        }),
                wrongNetOwners("messages show the owner", "OWNER-37", store -> new NetOwners(store) {
                    @Override
                    protected List<String> list(String owner) {
                        try {
                            return super.list(owner);
                        } catch (StoreUnavailableException down) {
                            throw new StoreUnavailableException("no sessions of " + owner, down);
                        }
                    }
                }),
                wrongNetOwners("destroyAll goes on without its server", "OWNER-38", store -> new NetOwners(store) {
                    @Override
                    protected boolean destroy(String sid, String owner) {
                        try {
                            return super.destroy(sid, owner);
                        } catch (StoreUnavailableException down) {
                            return false;
                        }
                    }
                }),
                wrongNetOwners("destroyAll removes the entries first", "OWNER-38", store -> new NetOwners(store) {
                    @Override
                    protected List<String> list(String owner) {
                        List<String> sids = super.list(owner);
                        sids.forEach(sid -> super.unbind(sid, owner));
                        return sids;
                    }
                }),
                wrongNetOwners("a bind looks before it writes", "COST-7", store -> new NetOwners(store) {
                    @Override
                    public void bind(String sid, String owner, Instant until) {
                        list(owner);
                        super.bind(sid, owner, until);
                    }
                }));
    }

    private static WrongStore wrongNetOwners(String what, String breaks, Function<NetStore, Owners> index) {
        return wrongNet(what, breaks, port -> new NetStore(port) {
            @Override
            public Optional<Owners> owners() {
                return Optional.of(index.apply(this));
            }
        });
    }

    private static boolean isOld(Map<String, Map<String, Binding>> index, String key, String sid, Instant now) {
        return Optional.ofNullable(index.getOrDefault(key, Map.of()).get(sid))
                .filter(binding -> binding.boundAt().isBefore(now.minus(Duration.ofMinutes(1))))
                .isPresent();
    }
}
