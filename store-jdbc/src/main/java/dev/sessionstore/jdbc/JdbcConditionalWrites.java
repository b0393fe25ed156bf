package dev.sessionstore.jdbc;

import dev.sessionstore.ConditionalWrites;
import dev.sessionstore.StoreArguments;
import dev.sessionstore.StoreEvent;
import dev.sessionstore.StoreEvents;
import dev.sessionstore.WriteOutcome;
import java.time.Instant;

/** Create and replace, with their events. */
final class JdbcConditionalWrites implements ConditionalWrites {

    private final SessionDao rows;
    private final StoreState gate;
    private final StoreEvents events;

    JdbcConditionalWrites(SessionDao rows, StoreState gate, StoreEvents events) {
        this.rows = rows;
        this.gate = gate;
        this.events = events;
    }

    @Override
    public boolean create(String sid, String data, Instant expiresAt) {
        gate.requireOpen();
        StoreArguments.requireWrite(sid, data, expiresAt);
        rows.requireSid(sid);
        if (rows.isPast(expiresAt)) {
            return !gate.call(() -> rows.exists(sid));
        }
        boolean created = gate.call(() -> rows.create(sid, data, expiresAt));
        if (created) {
            events.publish(new StoreEvent.Saved(sid));
        }
        return created;
    }

    @Override
    public WriteOutcome replace(String sid, String expectedData, String data, Instant expiresAt) {
        gate.requireOpen();
        StoreArguments.requireReplace(sid, expectedData, data, expiresAt);
        rows.requireSid(sid);
        boolean past = rows.isPast(expiresAt);
        WriteOutcome outcome = gate.call(
                () -> past ? rows.remove(sid, expectedData) : rows.replace(sid, expectedData, data, expiresAt));
        if (outcome == WriteOutcome.WRITTEN) {
            events.publish(past ? new StoreEvent.Destroyed(sid) : new StoreEvent.Saved(sid));
        }
        return outcome;
    }
}
