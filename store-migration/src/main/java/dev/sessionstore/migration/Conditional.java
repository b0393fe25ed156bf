package dev.sessionstore.migration;

import dev.sessionstore.ConditionalWrites;
import dev.sessionstore.Store;
import dev.sessionstore.StoreArguments;
import dev.sessionstore.StoreEvent;
import dev.sessionstore.WriteOutcome;
import java.time.Instant;

/** Create and replace while sessions are being moved. */
final class Conditional implements ConditionalWrites {

    private final StoreState state;
    private final Store to;
    private final ConditionalWrites toWrites;
    private final Migration migration;

    Conditional(StoreState state, Store to, ConditionalWrites toWrites, Migration migration) {
        this.state = state;
        this.to = to;
        this.toWrites = toWrites;
        this.migration = migration;
    }

    @Override
    public boolean create(String sid, String data, Instant expiresAt) {
        state.requireOpen();
        StoreArguments.requireWrite(sid, data, expiresAt);
        Migration.requireUnreserved(data);
        boolean created = state.call(deadline -> create(sid, data, expiresAt, deadline));
        if (created && !state.isPast(expiresAt)) {
            state.publish(new StoreEvent.Saved(sid));
        }
        return created;
    }

    @Override
    public WriteOutcome replace(String sid, String expectedData, String data, Instant expiresAt) {
        state.requireOpen();
        StoreArguments.requireReplace(sid, expectedData, data, expiresAt);
        Migration.requireUnreserved(data);
        Migration.requireUnreserved(expectedData);
        boolean removes = state.isPast(expiresAt);
        WriteOutcome outcome = state.call(deadline -> replace(sid, expectedData, data, expiresAt, deadline));
        if (outcome == WriteOutcome.WRITTEN) {
            state.publish(removes ? new StoreEvent.Destroyed(sid) : new StoreEvent.Saved(sid));
        }
        return outcome;
    }

    private boolean create(String sid, String data, Instant expiresAt, Deadline deadline) {
        migration.migrate(sid, deadline);
        if (state.isPast(expiresAt)) {
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

    private WriteOutcome replace(String sid, String expectedData, String data, Instant expiresAt, Deadline deadline) {
        migration.migrate(sid, deadline);
        deadline.check();
        WriteOutcome outcome = state.isPast(expiresAt)
                ? toWrites.replace(sid, expectedData, Migration.TOMBSTONE, migration.tombstoneExpiry())
                : toWrites.replace(sid, expectedData, data, expiresAt);
        if (outcome != WriteOutcome.CHANGED) {
            return outcome;
        }
        deadline.check();
        return to.get(sid).filter(Migration::isTombstone).isPresent() ? WriteOutcome.GONE : outcome;
    }
}
