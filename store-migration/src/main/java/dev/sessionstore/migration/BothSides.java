package dev.sessionstore.migration;

import dev.sessionstore.Listing;
import dev.sessionstore.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The sessions of both stores, the old one first: sessions only ever move from old to new, so one that moves meanwhile is met
 * again rather than missed. Each record of the new store is read once, to leave gravestones out.
 */
final class BothSides implements Listing {

    private final Runnable check;
    private final Listing fromListing;
    private final Listing toListing;
    private final Handover handover;
    private final Store to;
    private final Duration timeout;

    BothSides(Runnable check, Listing fromListing, Listing toListing, Handover handover, Store to, Duration timeout) {
        this.check = check;
        this.fromListing = fromListing;
        this.toListing = toListing;
        this.handover = handover;
        this.to = to;
        this.timeout = timeout;
    }

    @Override
    public Stream<String> sids() {
        check.run();
        return Stream.concat(fromListing.sids().filter(this::isOnlyInFrom), liveInTo());
    }

    @Override
    public Optional<Instant> expiresAt(String sid) {
        check.run();
        Deadline deadline = Deadline.after(timeout);
        Optional<String> there = to.get(sid);
        if (there.isEmpty()) {
            deadline.check();
            Optional<Instant> here = fromListing.expiresAt(sid);
            if (here.isPresent()) {
                return here;
            }
            deadline.check();
            there = to.get(sid);
        }
        deadline.check();
        return there.filter(data -> !Handover.isGravestone(data)).flatMap(data -> toListing.expiresAt(sid));
    }

    @Override
    public long count() {
        try (Stream<String> all = sids()) {
            return all.count();
        }
    }

    /** With a gravestone for each session: one that was just read in the old store would otherwise be created after this. */
    @Override
    public void clear() {
        check.run();
        try (Stream<String> toMove = fromListing.sids()) {
            toMove.forEach(handover::bury);
        }
        fromListing.clear();
        try (Stream<String> moved = liveInTo()) {
            moved.forEach(handover::bury);
        }
    }

    private Stream<String> liveInTo() {
        return toListing.sids().filter(handover::isLiveInNew);
    }

    /** What has a record in the new store is listed there, if it is live. */
    private boolean isOnlyInFrom(String sid) {
        return to.get(sid).isEmpty()
                && handover.read(sid, Deadline.after(timeout)).isPresent();
    }
}
