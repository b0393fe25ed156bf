package dev.sessionstore.micrometer;

import dev.sessionstore.Owners;
import java.time.Instant;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The index of the store behind. */
record ObservedOwners(Calls calls, Owners behind) implements Owners {

    @Override
    public void bind(String sid, String owner, Instant until) {
        calls.make(Operation.BIND, () -> behind.bind(sid, owner, until));
    }

    @Override
    public boolean unbind(String sid, String owner) {
        return calls.make(Operation.UNBIND, () -> behind.unbind(sid, owner), Outcome::ofChange);
    }

    @Override
    public Stream<String> sids(String owner) {
        return ObservedSids.of(calls, Operation.LIST_OWNED, () -> behind.sids(owner));
    }

    @Override
    public Stream<String> sids(String owner, Predicate<String> live) {
        return ObservedSids.of(calls, Operation.LIST_OWNED, () -> behind.sids(owner, live));
    }

    @Override
    public int destroyAll(String owner, Set<String> except) {
        return calls.make(Operation.DESTROY_OWNED, () -> behind.destroyAll(owner, except), count -> Outcome.DONE);
    }

    @Override
    public void clear() {
        calls.make(Operation.CLEAR_OWNERS, behind::clear);
    }
}
