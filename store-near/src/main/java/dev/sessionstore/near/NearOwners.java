package dev.sessionstore.near;

import dev.sessionstore.Owners;
import java.time.Instant;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The index of the store behind. */
record NearOwners(NearStore near, Owners behind) implements Owners {

    @Override
    public void bind(String sid, String owner, Instant until) {
        near.requireOpen();
        behind.bind(sid, owner, until);
    }

    @Override
    public boolean unbind(String sid, String owner) {
        near.requireOpen();
        return behind.unbind(sid, owner);
    }

    @Override
    public Stream<String> sids(String owner) {
        near.requireOpen();
        return behind.sids(owner).peek(sid -> near.requireOpen());
    }

    @Override
    public Stream<String> sids(String owner, Predicate<String> live) {
        near.requireOpen();
        return behind.sids(owner, live).peek(sid -> near.requireOpen());
    }

    @Override
    public int destroyAll(String owner, Set<String> except) {
        return near.writeMany(() -> behind.destroyAll(owner, except));
    }

    @Override
    public void clear() {
        near.requireOpen();
        behind.clear();
    }
}
