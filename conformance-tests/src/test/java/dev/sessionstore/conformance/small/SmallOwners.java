package dev.sessionstore.conformance.small;

import dev.sessionstore.Owners;
import dev.sessionstore.StoreArguments;
import dev.sessionstore.StoreEvent;
import dev.sessionstore.conformance.small.SmallBackend.Binding;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A correct index of owners, made to be overridden by wrong ones. */
public class SmallOwners implements Owners {

    private static final Duration PENDING = Duration.ofMinutes(1);

    protected final SmallStore store;
    protected final SmallBackend backend;

    public SmallOwners(SmallStore store) {
        this.store = store;
        backend = store.backend;
    }

    @Override
    public void bind(String sid, String owner, Instant until) {
        store.requireOpen();
        StoreArguments.requireBind(sid, owner, until);
        locked(() -> {
            if (!isPast(until)) {
                prune(key(owner));
                write(key(owner), sid, until);
            }
            return true;
        });
    }

    @Override
    public boolean unbind(String sid, String owner) {
        store.requireOpen();
        StoreArguments.requireSid(sid);
        StoreArguments.requireOwner(owner);
        return locked(() -> entries(key(owner)).contains(sid) && remove(key(owner), sid));
    }

    @Override
    public Stream<String> sids(String owner) {
        store.requireOpen();
        String key = key(StoreArguments.requireOwner(owner));
        return Stream.of(key)
                .flatMap(same -> locked(() -> entries(same)).stream())
                .filter(sid -> isListed(key, sid));
    }

    @Override
    public Stream<String> sids(String owner, Predicate<String> live) {
        store.requireOpen();
        String key = key(StoreArguments.requireOwner(owner));
        Objects.requireNonNull(live, "live");
        return Stream.of(key)
                .flatMap(same -> locked(() -> entries(same)).stream())
                .filter(sid -> {
                    Instant asked = backend.instant();
                    boolean confirmed = live.test(sid);
                    store.requireOpen();
                    return confirmed
                            || locked(() -> {
                                removeDead(key, sid, asked);
                                return false;
                            });
                });
    }

    @Override
    public int destroyAll(String owner, Set<String> except) {
        store.requireOpen();
        String key = key(StoreArguments.requireOwner(owner));
        Objects.requireNonNull(except, "except");
        int destroyed = 0;
        for (String sid : locked(() -> entries(key))) {
            if (!except.contains(sid)) {
                destroyed += destroy(key, sid) ? 1 : 0;
            }
        }
        return destroyed;
    }

    @Override
    public void clear() {
        store.requireOpen();
        locked(() -> {
            index().clear();
            return true;
        });
    }

    /** Under which name the entries of an owner are kept. */
    protected String key(String owner) {
        return StoreArguments.ownerDigest(owner);
    }

    /** Makes an entry, or moves its end to later. Under the lock. */
    protected void write(String key, String sid, Instant until) {
        Map<String, Binding> bindings = index().computeIfAbsent(key, any -> new LinkedHashMap<>());
        Binding old = bindings.get(sid);
        Instant later = old == null || old.until().isBefore(until) ? until : old.until();
        bindings.put(sid, new Binding(later, backend.instant()));
    }

    /** The sids of the entries that have not ended, in the order in which they were first bound. Under the lock. */
    protected List<String> entries(String key) {
        return index().getOrDefault(key, Map.of()).entrySet().stream()
                .filter(entry -> !isPast(entry.getValue().until()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Whether an entry's session is live; removes a dead one. */
    protected boolean isListed(String key, String sid) {
        store.requireOpen();
        return locked(() -> {
            boolean live = isLive(sid);
            if (!live) {
                removeDead(key, sid);
            }
            return live;
        });
    }

    /** Destroys one session, and removes its entry. */
    protected boolean destroy(String key, String sid) {
        boolean destroyed = store.destroy(sid);
        locked(() -> {
            if (!isLive(sid)) {
                removeDead(key, sid);
            }
            return true;
        });
        return destroyed;
    }

    /** Removes an entry unless it was bound a moment ago. Under the lock. */
    protected void removeDead(String key, String sid) {
        removeDead(key, sid, backend.instant());
    }

    private void removeDead(String key, String sid, Instant seen) {
        Binding binding = index().getOrDefault(key, Map.of()).get(sid);
        if (binding != null && !seen.isBefore(binding.boundAt().plus(PENDING))) {
            remove(key, sid);
        }
    }

    /** Removes an entry. Under the lock. */
    protected boolean remove(String key, String sid) {
        Map<String, Binding> bindings = index().getOrDefault(key, Map.of());
        boolean removed = bindings.containsKey(sid) && bindings.remove(sid) != null;
        if (removed && bindings.isEmpty()) {
            index().remove(key);
        }
        return removed;
    }

    /** Removes the entries of an owner that have ended. Under the lock. */
    protected void prune(String key) {
        for (String sid : List.copyOf(index().getOrDefault(key, Map.of()).keySet())) {
            if (!entries(key).contains(sid)) {
                remove(key, sid);
            }
        }
    }

    /** The entries of each owner by sid. */
    protected Map<String, Map<String, Binding>> index() {
        return backend.owners;
    }

    protected boolean isPast(Instant instant) {
        return store.isPast(instant);
    }

    protected void publish(StoreEvent event) {
        store.events.publish(event);
    }

    protected boolean isLive(String sid) {
        return store.live(sid).isPresent();
    }

    protected <T> T locked(Supplier<T> work) {
        return store.locked(work);
    }
}
