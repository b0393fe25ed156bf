package dev.sessionstore.jdbc;

import dev.sessionstore.ConditionalWrites;
import dev.sessionstore.StoreArguments;
import dev.sessionstore.StoreEvent;
import dev.sessionstore.StoreEvents;
import dev.sessionstore.WriteOutcome;
import java.time.Instant;

/** Create and replace, and their events. */
final class JdbcConditionalWrites implements ConditionalWrites {

    private final SessionDao dao;
    private final StoreState state;
    private final StoreEvents events;

    JdbcConditionalWrites(SessionDao dao, StoreState state, StoreEvents events) {
        this.dao = dao;
        this.state = state;
        this.events = events;
    }

    @Override
    public boolean create(String sid, String data, Instant expiresAt) {
        state.requireOpen();
        StoreArguments.requireWrite(sid, data, expiresAt);
        dao.requireSid(sid);
        if (dao.isPast(expiresAt)) {
            return !state.call(() -> dao.exists(sid));
        }
        boolean created = state.call(() -> dao.create(sid, data, expiresAt));
        if (created) {
            events.publish(new StoreEvent.Saved(sid));
        }
        return created;
    }

    @Override
    public WriteOutcome replace(String sid, String expectedData, String data, Instant expiresAt) {
        state.requireOpen();
        StoreArguments.requireReplace(sid, expectedData, data, expiresAt);
        dao.requireSid(sid);
        boolean past = dao.isPast(expiresAt);
        WriteOutcome outcome = state.call(
                () -> past ? dao.remove(sid, expectedData) : dao.replace(sid, expectedData, data, expiresAt));
        if (outcome == WriteOutcome.WRITTEN) {
            events.publish(past ? new StoreEvent.Destroyed(sid) : new StoreEvent.Saved(sid));
        }
        return outcome;
    }
}
