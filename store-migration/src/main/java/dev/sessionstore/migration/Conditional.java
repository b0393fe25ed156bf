package dev.sessionstore.migration;

import dev.sessionstore.ConditionalWrites;
import dev.sessionstore.Store;
import dev.sessionstore.WriteOutcome;
import java.time.Instant;
import java.time.InstantSource;

/** Create and replace while sessions are being moved. */
final class Conditional {

    private final Store to;
    private final ConditionalWrites toWrites;
    private final Migration migration;
    private final InstantSource clock;

    Conditional(Store to, ConditionalWrites toWrites, Migration migration, InstantSource clock) {
        this.to = to;
        this.toWrites = toWrites;
        this.migration = migration;
        this.clock = clock;
    }

    boolean create(String sid, String data, Instant expiresAt, Deadline deadline) {
        migration.migrate(sid, deadline);
        if (!expiresAt.isAfter(clock.instant())) {
            return migration.read(sid, deadline).isEmpty();
        }
        deadline.check();
        while (!toWrites.create(sid, data, expiresAt)) {
            if (migration.read(sid, deadline).isPresent()) {
                return false;
            }
            deadline.check();
            if (toWrites.replace(sid, Migration.TOMBSTONE, data, expiresAt) == WriteOutcome.WRITTEN) {
                return true;
            }
            deadline.check();
        }
        return true;
    }

    WriteOutcome replace(String sid, String expectedData, String data, Instant expiresAt, Deadline deadline) {
        migration.migrate(sid, deadline);
        deadline.check();
        WriteOutcome outcome = expiresAt.isAfter(clock.instant())
                ? toWrites.replace(sid, expectedData, data, expiresAt)
                : toWrites.replace(sid, expectedData, Migration.TOMBSTONE, migration.tombstoneExpiry());
        if (outcome != WriteOutcome.CHANGED) {
            return outcome;
        }
        deadline.check();
        return to.get(sid).filter(Migration::isTombstone).isPresent() ? WriteOutcome.GONE : outcome;
    }
}
