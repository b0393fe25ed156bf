package dev.sessionstore.migration;

import dev.sessionstore.Listing;
import dev.sessionstore.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * One look through the old store before a move. Finds out whether it sees what is written to the new one, as two clients of
 * one server do, and as prefix {@code sess:} does with the sessions of {@code sess:v2:}: a move would then take its own results
 * for sessions that are still to be moved, and remove them. Found out by trying, in the direction in which no copy of another
 * node can mislead.
 */
final class Inspection {

    /** Longer than it takes to list any store. */
    private static final Duration LIFETIME = Duration.ofMinutes(10);

    private Inspection() {}

    /**
     * {@return how many sessions the old store lists}
     *
     * @throws IllegalArgumentException when it sees the sessions of the new one
     */
    static long count(Store from, Listing fromListing, Store to, Instant now) {
        String probe = "probe-" + UUID.randomUUID();
        to.set(probe, "null", now.plus(LIFETIME));
        try {
            if (from.get(probe).isPresent()) {
                throw new IllegalArgumentException(
                        "from and to have the same sessions, so there is nothing to move: use to");
            }
            return countUnless(probe, fromListing);
        } finally {
            to.destroy(probe);
        }
    }

    private static long countUnless(String probe, Listing fromListing) {
        long count = 0;
        try (Stream<String> sids = fromListing.sids()) {
            for (Iterator<String> each = sids.iterator(); each.hasNext(); count++) {
                String sid = each.next();
                if (sid.endsWith(probe)) {
                    String nested = sid.substring(0, sid.length() - probe.length());
                    throw new IllegalArgumentException(
                            "from lists the sessions of to as its own, under ids that begin with " + nested
                                    + ": choose a prefix for to that does not begin with the prefix of from");
                }
            }
        }
        return count;
    }
}
