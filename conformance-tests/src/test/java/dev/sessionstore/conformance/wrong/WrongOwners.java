package dev.sessionstore.conformance.wrong;

import static dev.sessionstore.conformance.wrong.WrongStore.wrongOwners;

import dev.sessionstore.StoreArguments;
import dev.sessionstore.conformance.small.SmallBackend.Binding;
import dev.sessionstore.conformance.small.SmallOwners;
import dev.sessionstore.conformance.small.SmallStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Wrong in what they list of an owner, and in which order. */
final class WrongOwners {

    private WrongOwners() {}

    static List<WrongStore> all() {
        return List.of(
                wrongOwners("each node lists what it bound itself", "OWNER-1 OWNER-24", OfThisNode::new),
                wrongOwners(
                        "a dead entry is pruned though it was just bound", "OWNER-2", store -> new SmallOwners(store) {
                            @Override
                            protected void removeDead(String key, String sid) {
                                remove(key, sid);
                            }
                        }),
                wrongOwners("the minute counts from the first bind", "OWNER-2", store -> new SmallOwners(store) {
                    @Override
                    protected void write(String key, String sid, Instant until) {
                        Binding old = index().getOrDefault(key, Map.of()).get(sid);
                        super.write(key, sid, until);
                        if (old != null) {
                            Instant later = index().get(key).get(sid).until();
                            index().get(key).put(sid, new Binding(later, old.boundAt()));
                        }
                    }
                }),
                wrongOwners("sessions are listed by sid", "OWNER-3", store -> new SmallOwners(store) {
                    @Override
                    protected List<String> entries(String key) {
                        return super.entries(key).stream().sorted().toList();
                    }
                }),
                wrongOwners(
                        "sessions are listed by the end of their entry", "OWNER-3", store -> new SmallOwners(store) {
                            @Override
                            protected List<String> entries(String key) {
                                Map<String, Binding> bindings = index().getOrDefault(key, Map.of());
                                return super.entries(key).stream()
                                        .sorted(Comparator.comparing(
                                                sid -> bindings.get(sid).until()))
                                        .toList();
                            }
                        }),
                wrongOwners("what is bound again goes to the end", "OWNER-3 OWNER-7", store -> new SmallOwners(store) {
                    @Override
                    protected void write(String key, String sid, Instant until) {
                        Map<String, Binding> bindings = index().computeIfAbsent(key, any -> new LinkedHashMap<>());
                        Binding old = bindings.remove(sid);
                        super.write(key, sid, old != null && old.until().isAfter(until) ? old.until() : until);
                    }
                }),
                wrongOwners("only the first page is listed", "OWNER-4", store -> new SmallOwners(store) {
                    @Override
                    public Stream<String> sids(String owner) {
                        return super.sids(owner).limit(100);
                    }
                }),
                wrongOwners(
                        "the page ends at its first dead entry", "OWNER-4 OWNER-11", store -> new SmallOwners(store) {
                            @Override
                            public Stream<String> sids(String owner) {
                                super.sids(owner);
                                String key = key(owner);
                                return locked(() -> entries(key)).stream().takeWhile(sid -> isListed(key, sid));
                            }
                        }),
                wrongOwners(
                        "each page begins with the last one of the page before",
                        "OWNER-4",
                        store -> new SmallOwners(store) {
                            @Override
                            public Stream<String> sids(String owner) {
                                List<String> all = super.sids(owner).toList();
                                return IntStream.iterate(0, at -> at < all.size(), at -> at + 50)
                                        .boxed()
                                        .flatMap(at ->
                                                all
                                                        .subList(Math.max(0, at - 1), Math.min(at + 50, all.size()))
                                                        .stream());
                            }
                        }),
                wrongOwners("pages are counted by position", "OWNER-5", store -> new ByPage(store, false)),
                wrongOwners("pages go on behind the end of an entry", "OWNER-5", store -> new ByPage(store, true)),
                wrongOwners("a listing of an owner keeps a connection", "OWNER-6", Leaking::new),
                wrongOwners("listing an owner renews the sessions", "OWNER-6", store -> new SmallOwners(store) {
                    @Override
                    protected boolean isListed(String key, String sid) {
                        this.store.touch(sid, this.backend.instant().plus(Duration.ofHours(1)));
                        return super.isListed(key, sid);
                    }
                }),
                wrongOwners("an entry cannot be renewed", "OWNER-7 OWNER-8", store -> new SmallOwners(store) {
                    @Override
                    protected void write(String key, String sid, Instant until) {
                        if (!entries(key).contains(sid)) {
                            super.write(key, sid, until);
                        }
                    }
                }),
                wrongOwners("the predicate is not asked", "OWNER-39", store -> new SmallOwners(store) {
                    @Override
                    public Stream<String> sids(String owner, Predicate<String> live) {
                        return super.sids(owner);
                    }
                }),
                wrongOwners("a predicate that fails denies", "OWNER-39", store -> new SmallOwners(store) {
                    @Override
                    public Stream<String> sids(String owner, Predicate<String> live) {
                        return super.sids(owner).filter(sid -> {
                            try {
                                return live.test(sid);
                            } catch (IllegalStateException failed) {
                                return false;
                            }
                        });
                    }
                }),
                wrongOwners("what a predicate denies is unbound", "OWNER-39", store -> new SmallOwners(store) {
                    @Override
                    public Stream<String> sids(String owner, Predicate<String> live) {
                        return super.sids(owner).filter(sid -> live.test(sid) || !super.unbind(sid, owner));
                    }
                }),
                wrongOwners("the dead are listed", "OWNER-11 OWNER-2", store -> new SmallOwners(store) {
                    @Override
                    protected boolean isListed(String key, String sid) {
                        super.isListed(key, sid);
                        return true;
                    }
                }),
                wrongOwners(
                        "a session that is unknown to the store cannot be bound",
                        "OWNER-2",
                        store -> new SmallOwners(store) {
                            @Override
                            protected void write(String key, String sid, Instant until) {
                                if (isLive(sid)) {
                                    super.write(key, sid, until);
                                }
                            }
                        }));
    }

    /** Lists the entries that were made through this object only. */
    private static final class OfThisNode extends SmallOwners {
        private final Set<String> bound = ConcurrentHashMap.newKeySet();

        OfThisNode(SmallStore store) {
            super(store);
        }

        @Override
        protected void write(String key, String sid, Instant until) {
            super.write(key, sid, until);
            bound.add(key + sid);
        }

        @Override
        protected List<String> entries(String key) {
            return super.entries(key).stream()
                    .filter(sid -> bound.contains(key + sid))
                    .toList();
        }
    }

    /** Reads pages of ten. */
    private static final class ByPage extends SmallOwners {
        private final boolean byEnd;

        ByPage(SmallStore store, boolean byEnd) {
            super(store);
            this.byEnd = byEnd;
        }

        @Override
        public Stream<String> sids(String owner) {
            super.sids(owner);
            String key = StoreArguments.ownerDigest(owner);
            return IntStream.iterate(0, at -> at + 10)
                    .mapToObj(at -> locked(() -> page(key, at)))
                    .takeWhile(page -> !page.isEmpty())
                    .flatMap(List::stream)
                    .filter(sid -> isListed(key, sid));
        }

        private List<String> page(String key, int at) {
            Map<String, Binding> bindings = index().getOrDefault(key, Map.of());
            Comparator<String> byItsEnd =
                    Comparator.comparing(sid -> bindings.get(sid).until());
            List<String> all = entries(key);
            return (byEnd ? all.stream().sorted(byItsEnd.thenComparing(Comparator.naturalOrder())) : all.stream())
                    .skip(at)
                    .limit(10)
                    .toList();
        }
    }

    private static final class Leaking extends SmallOwners {
        private final Semaphore connections = new Semaphore(40);

        Leaking(SmallStore store) {
            super(store);
        }

        @Override
        public Stream<String> sids(String owner) {
            if (!connections.tryAcquire()) {
                throw new IllegalStateException("no connection left");
            }
            return super.sids(owner).onClose(connections::release);
        }
    }
}
