package dev.sessionstore.migration;

import org.jspecify.annotations.Nullable;

/**
 * The progress of a migration: an immutable snapshot.
 *
 * @param state what the background copy is doing
 * @param total how many sessions the old store listed at the start; a session that is listed twice counts twice
 * @param moved how many sessions have left the old store, by the background copy of this node
 * @param refused how many stayed in the old store in the last round: the new one refused them, or the old one lists them and
 *     does not return their data
 * @param problem why the copy waits or what was refused last, without data or whole sids; null without a problem
 */
public record Progress(
        State state,
        long total,
        long moved,
        long refused,
        @Nullable String problem) {

    /** What the background copy is doing. */
    public enum State {
        /** Sessions are being copied. */
        COPYING,
        /** A store is unavailable, or refused sessions are left; the copy goes on by itself after a pause. */
        WAITING,
        /** The old store is empty. */
        DONE,
        /** The MigratingStore was closed before the end. What was not moved is still in the old store. */
        CLOSED
    }
}
