package dev.sessionstore.conformance.wrong;

import static dev.sessionstore.conformance.wrong.WrongStore.wrong;

import dev.sessionstore.StoreArguments;
import dev.sessionstore.conformance.small.SmallBackend.Entry;
import dev.sessionstore.conformance.small.SmallStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Wrong in {@code get}. */
final class WrongReads {

    private WrongReads() {}

    static List<WrongStore> all() {
        return List.of(
                wrong("get makes up an empty session", "GET-1", backend -> new SmallStore(backend) {
                    @Override
                    public Optional<String> get(String sid) {
                        return Optional.of(super.get(sid).orElse("{}"));
                    }
                }),
                wrong("get answers from a cache of its node", "GET-2 DESTROY-1", backend -> new SmallStore(backend) {
                    private final Map<String, Optional<String>> cache = new ConcurrentHashMap<>();

                    @Override
                    public Optional<String> get(String sid) {
                        return cache.computeIfAbsent(sid, super::get);
                    }
                }),
                wrong("get creates what it does not find", "GET-3", backend -> new SmallStore(backend) {
                    @Override
                    public Optional<String> get(String sid) {
                        Optional<String> found = super.get(sid);
                        if (found.isEmpty() && StoreArguments.isSid(sid)) {
                            super.set(sid, "{}", this.backend.instant().plusSeconds(60));
                        }
                        return found;
                    }
                }),
                wrong("get renews the session", "GET-4", backend -> new SmallStore(backend) {
                    @Override
                    public Optional<String> get(String sid) {
                        Optional<String> found = super.get(sid);
                        found.ifPresent(text -> this.backend.entries.put(
                                sid, new Entry(text, this.backend.instant().plus(Duration.ofHours(1)))));
                        return found;
                    }
                }),
                wrong("get refuses a sid with an exception", "GET-5", backend -> new SmallStore(backend) {
                    @Override
                    public Optional<String> get(String sid) {
                        return super.get(StoreArguments.requireSid(sid));
                    }
                }),
                wrong("get takes null for absent", "GET-6", backend -> new SmallStore(backend) {
                    @Override
                    public Optional<String> get(String sid) {
                        return sid == null ? Optional.empty() : super.get(sid);
                    }
                }),
                wrong(
                        "get finds any session when there is just another one",
                        "GET-7",
                        backend -> new SmallStore(backend) {
                            @Override
                            public Optional<String> get(String sid) {
                                Optional<String> found = super.get(sid);
                                return this.backend.entries.size() == 2 && found.isPresent()
                                        ? Optional.of(this.backend
                                                .entries
                                                .values()
                                                .iterator()
                                                .next()
                                                .data())
                                        : found;
                            }
                        }));
    }
}
