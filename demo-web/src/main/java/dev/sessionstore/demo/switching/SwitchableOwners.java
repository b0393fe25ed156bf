package dev.sessionstore.demo.switching;

import dev.sessionstore.Owners;
import dev.sessionstore.Store;
import dev.sessionstore.StoreArguments;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The index of owners of the store in use. Where that has none, {@code bind} and {@code unbind} do nothing, so that logins go on, and
 * what has to know all sessions of an owner is an IllegalStateException. Thread-safe.
 */
final class SwitchableOwners implements Owners {

    private final SwitchableStore store;

    SwitchableOwners(SwitchableStore store) {
        this.store = store;
    }

    @Override
    public void bind(String sid, String owner, Instant until) {
        store.check();
        StoreArguments.requireBind(sid, owner, until);
        store.call(used -> {
            used.owners().ifPresent(owners -> owners.bind(sid, owner, until));
            return true;
        });
    }

    @Override
    public boolean unbind(String sid, String owner) {
        store.check();
        StoreArguments.requireSid(sid);
        StoreArguments.requireOwner(owner);
        return store.call(
                used -> used.owners().map(owners -> owners.unbind(sid, owner)).orElse(false));
    }

    @Override
    public Stream<String> sids(String owner) {
        return list(owner, owners -> owners.sids(owner));
    }

    @Override
    public Stream<String> sids(String owner, Predicate<String> live) {
        Stream<String> sids = list(owner, owners -> owners.sids(owner, live));
        Objects.requireNonNull(live, "live");
        return sids;
    }

    /**
     * Read in one go when the stream is consumed, so that no change of the store comes between: an owner has few sessions. Pinned,
     * so that what asks this store about a session meanwhile asks the one whose entries are read.
     */
    private Stream<String> list(String owner, Function<Owners, Stream<String>> sids) {
        store.check();
        StoreArguments.requireOwner(owner);
        return Stream.of(sids).flatMap(each -> {
            try (SwitchableStore.Pin pin = store.pin()) {
                List<String> all = store.call(used -> each.apply(indexOf(used)).toList());
                return all.stream();
            }
        });
    }

    @Override
    public int destroyAll(String owner, Set<String> except) {
        store.check();
        StoreArguments.requireOwner(owner);
        Objects.requireNonNull(except, "except");
        return store.call(used -> indexOf(used).destroyAll(owner, except));
    }

    @Override
    public void clear() {
        store.check();
        store.call(used -> {
            indexOf(used).clear();
            return true;
        });
    }

    private static Owners indexOf(Store used) {
        return used.owners()
                .orElseThrow(
                        () -> new IllegalStateException("The store in use has no index of whose sessions there are"));
    }
}
