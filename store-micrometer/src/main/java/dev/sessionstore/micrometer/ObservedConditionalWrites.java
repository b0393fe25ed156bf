package dev.sessionstore.micrometer;

import dev.sessionstore.ConditionalWrites;
import dev.sessionstore.WriteOutcome;
import java.time.Instant;

/** A conflict is an outcome like any other. */
record ObservedConditionalWrites(Calls calls, ConditionalWrites behind) implements ConditionalWrites {

    @Override
    public boolean create(String sid, String data, Instant expiresAt) {
        boolean created = calls.make(Operation.CREATE, () -> behind.create(sid, data, expiresAt), Outcome::ofCreate);
        if (created) {
            calls.written(data);
        }
        return created;
    }

    @Override
    public WriteOutcome replace(String sid, String expectedData, String data, Instant expiresAt) {
        WriteOutcome outcome = calls.make(
                Operation.REPLACE, () -> behind.replace(sid, expectedData, data, expiresAt), Outcome::ofReplace);
        if (outcome == WriteOutcome.WRITTEN) {
            calls.written(data);
        }
        return outcome;
    }
}
