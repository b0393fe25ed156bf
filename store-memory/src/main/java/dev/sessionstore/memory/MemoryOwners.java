package dev.sessionstore.memory;

import dev.sessionstore.Owners;
import dev.sessionstore.StoreArguments;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The index of owners of a {@link MemoryStore}. A listing looks at the entries that are there when it begins. */
final class MemoryOwners implements Owners {

    private final OwnerIndex index;
    private final Runnable requireOpen;
    private final Predicate<String> live;
    private final Predicate<String> destroy;

    /**
     * @param requireOpen throws when the store is closed
     * @param live whether there is such a session
     * @param destroy removes a session, publishes that, and returns whether it was live
     */
    MemoryOwners(OwnerIndex index, Runnable requireOpen, Predicate<String> live, Predicate<String> destroy) {
        this.index = index;
        this.requireOpen = requireOpen;
        this.live = live;
        this.destroy = destroy;
    }

    @Override
    public void bind(String sid, String owner, Instant until) {
        requireOpen.run();
        StoreArguments.requireBind(sid, owner, until);
        index.bind(sid, owner, StoreArguments.toMillis(until));
    }

    @Override
    public boolean unbind(String sid, String owner) {
        requireOpen.run();
        StoreArguments.requireSid(sid);
        StoreArguments.requireOwner(owner);
        return index.unbind(sid, owner);
    }

    @Override
    public Stream<String> sids(String owner) {
        return sids(owner, live, live);
    }

    /** Asks {@code asked} before the owner's entries are locked, since it may take long and may call this store. */
    @Override
    public Stream<String> sids(String owner, Predicate<String> asked) {
        return sids(owner, asked, sid -> false);
    }

    /**
     * @param asked whether a session is listed
     * @param recheck whether one that is not listed has come meanwhile; called with the owner's entries locked
     */
    private Stream<String> sids(String owner, Predicate<String> asked, Predicate<String> recheck) {
        requireOpen.run();
        StoreArguments.requireOwner(owner);
        Objects.requireNonNull(asked, "live");
        return Stream.of(owner).flatMap(key -> sidsWhileOpen(key).stream()).filter(sid -> {
            long pending = index.pendingSince();
            boolean listed = asked.test(sid);
            requireOpen.run();
            if (!listed) {
                index.removeDead(sid, owner, pending, recheck);
            }
            return listed;
        });
    }

    @Override
    public int destroyAll(String owner, Set<String> except) {
        requireOpen.run();
        StoreArguments.requireOwner(owner);
        Objects.requireNonNull(except, "except");
        int destroyed = 0;
        for (String sid : sidsWhileOpen(owner)) {
            if (except.contains(sid)) {
                continue;
            }
            if (destroy.test(sid)) {
                destroyed++;
            }
            index.removeDead(sid, owner, index.pendingSince(), live);
        }
        return destroyed;
    }

    @Override
    public void clear() {
        requireOpen.run();
        index.clear();
    }

    /** Looks at the close last, since a store that is closed meanwhile has no entries and no sessions any more. */
    private List<String> sidsWhileOpen(String owner) {
        List<String> sids = index.sids(owner);
        requireOpen.run();
        return sids;
    }
}
