package dev.sessionstore.migration;

import dev.sessionstore.Listing;
import dev.sessionstore.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The check of the old store before a migration. It writes a record to the new store and looks for it in the old one. Two
 * clients of one server see it there, and prefix {@code sess:} sees the sessions of {@code sess:v2:}: the migration would then
 * take the moved sessions for sessions still to be moved, and remove them. A copy by another node cannot disturb the check in
 * this direction.
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
                        "from and to have the same sessions, so there is nothing to move: use to directly");
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
