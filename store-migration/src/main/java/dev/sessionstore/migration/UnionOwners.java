package dev.sessionstore.migration;

import dev.sessionstore.Owners;
import dev.sessionstore.StoreArguments;
import dev.sessionstore.StoreException;
import dev.sessionstore.StoreUnavailableException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The entries of both stores, while a session and its entry may lie in different ones: nobody knows the owners of a session that is
 * being moved, so its entry stays in the old index. Both indexes are therefore read with {@link Owners#sids(String, Predicate)}, and
 * a session is live when the MigratingStore has it. New entries go to the new index, where they stay. The old index is read after the
 * copy is done too, until the old store is closed.
 */
final class UnionOwners implements Owners {

    private final StoreState state;
    private final Owners from;
    private final Owners to;
    private final Migration migration;
    private final Predicate<String> destroy;

    /**
     * @param destroy destroys a session of the MigratingStore, publishes that, and returns whether it was live
     */
    UnionOwners(StoreState state, Owners from, Owners to, Migration migration, Predicate<String> destroy) {
        this.state = state;
        this.from = from;
        this.to = to;
        this.migration = migration;
        this.destroy = destroy;
    }

    @Override
    public void bind(String sid, String owner, Instant until) {
        requireArguments(sid, owner);
        Objects.requireNonNull(until, "until");
        state.call(deadline -> {
            to.bind(sid, owner, until);
            return true;
        });
    }

    @Override
    public boolean unbind(String sid, String owner) {
        requireArguments(sid, owner);
        return state.call(deadline -> {
            boolean removed = inOld(() -> from.unbind(sid, owner), () -> false);
            deadline.check();
            return to.unbind(sid, owner) || removed;
        });
    }

    private void requireArguments(String sid, String owner) {
        state.requireOpen();
        StoreArguments.requireSid(sid);
        StoreArguments.requireOwner(owner);
    }

    @Override
    public Stream<String> sids(String owner) {
        return sids(owner, this::isLive);
    }

    @Override
    public Stream<String> sids(String owner, Predicate<String> live) {
        state.requireOpen();
        StoreArguments.requireOwner(owner);
        Objects.requireNonNull(live, "live");
        return Stream.of(owner).flatMap(name -> {
            List<String> old = old(name, live);
            Set<String> listed = new HashSet<>(old);
            Stream<String> others = to.sids(name, sid -> {
                state.requireOpen();
                return listed.contains(sid) || live.test(sid);
            });
            return Stream.concat(old.stream(), others.filter(sid -> !listed.contains(sid)));
        });
    }

    private List<String> old(String owner, Predicate<String> live) {
        return inOld(() -> from.sids(owner, live).toList(), List::of);
    }

    private boolean isLive(String sid) {
        return state.call(deadline -> migration.read(sid, deadline)).isPresent();
    }

    @Override
    public int destroyAll(String owner, Set<String> except) {
        state.requireOpen();
        StoreArguments.requireOwner(owner);
        Objects.requireNonNull(except, "except");
        AtomicInteger destroyed = new AtomicInteger();
        Predicate<String> spare = sid -> {
            if (except.contains(sid)) {
                return true;
            }
            if (destroyAnywhere(sid)) {
                destroyed.incrementAndGet();
            }
            return false;
        };
        old(owner, spare);
        try (Stream<String> spared = to.sids(owner, spare)) {
            spared.forEach(sid -> {});
        }
        return destroyed.get();
    }

    @Override
    public void clear() {
        state.requireOpen();
        inOld(
                () -> {
                    from.clear();
                    return true;
                },
                () -> false);
        to.clear();
    }

    /** A session that the new store refuses cannot be moved, so it is destroyed where it is. */
    private boolean destroyAnywhere(String sid) {
        try {
            return destroy.test(sid);
        } catch (StoreUnavailableException e) {
            throw e;
        } catch (StoreException | IllegalArgumentException refused) {
            return state.destroyed(sid, state.call(deadline -> migration.destroyInOld(sid, deadline)));
        }
    }

    /** Once the old store is empty, the application may close it. */
    private <T> T inOld(Supplier<T> call, Supplier<T> otherwise) {
        return migration.inOld(call, () -> {
            state.requireOpen();
            return otherwise.get();
        });
    }
}
