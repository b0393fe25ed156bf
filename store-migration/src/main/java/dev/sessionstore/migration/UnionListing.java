package dev.sessionstore.migration;

import dev.sessionstore.Listing;
import dev.sessionstore.Owners;
import dev.sessionstore.Store;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The sessions of both stores, the old one first. Sessions only move from old to new, so one that moves meanwhile may be listed
 * twice but is not missed. Each record of the new store is read once, to leave tombstones out.
 */
final class UnionListing implements Listing {

    private final StoreState state;
    private final Listing fromListing;
    private final Listing toListing;
    private final Migration migration;
    private final Store to;

    UnionListing(StoreState state, Listing fromListing, Listing toListing, Migration migration, Store to) {
        this.state = state;
        this.fromListing = fromListing;
        this.toListing = toListing;
        this.migration = migration;
        this.to = to;
    }

    @Override
    public Stream<String> sids() {
        state.requireOpen();
        Stream<String> inFrom = migration.inOld(fromListing::sids, Stream::empty);
        return Stream.concat(inFrom.filter(this::isOnlyInFrom), liveInTo());
    }

    @Override
    public Optional<Instant> expiresAt(String sid) {
        state.requireOpen();
        Deadline deadline = state.deadline();
        Optional<String> there = to.get(sid);
        if (there.isEmpty()) {
            deadline.check();
            Optional<Instant> here = migration.inOld(() -> fromListing.expiresAt(sid), Optional::empty);
            if (here.isPresent()) {
                return here;
            }
            deadline.check();
            there = to.get(sid);
        }
        deadline.check();
        return there.filter(data -> !Migration.isTombstone(data)).flatMap(data -> toListing.expiresAt(sid));
    }

    @Override
    public long count() {
        try (Stream<String> all = sids()) {
            return all.count();
        }
    }

    /**
     * Writes a tombstone for each session: a copy that is in progress would otherwise create it after this. The tombstones stay, so
     * the new store itself is not cleared.
     */
    @Override
    public void clear() {
        state.requireOpen();
        migration.inOld(this::clearOld, () -> false);
        try (Stream<String> moved = liveInTo()) {
            moved.forEach(migration::writeTombstone);
        }
        to.owners().ifPresent(Owners::clear);
    }

    private boolean clearOld() {
        try (Stream<String> toMove = fromListing.sids()) {
            toMove.forEach(migration::writeTombstone);
        }
        fromListing.clear();
        return true;
    }

    private Stream<String> liveInTo() {
        return toListing.sids().filter(migration::isLiveInNew);
    }

    /** A session that has a record in the new store is listed there, if it is live. */
    private boolean isOnlyInFrom(String sid) {
        return to.get(sid).isEmpty() && migration.read(sid, state.deadline()).isPresent();
    }
}
