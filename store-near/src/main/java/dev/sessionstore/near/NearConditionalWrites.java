package dev.sessionstore.near;

import dev.sessionstore.ConditionalWrites;
import dev.sessionstore.WriteOutcome;
import java.time.Instant;

/** Compares with what is there, never with a copy. */
record NearConditionalWrites(NearStore near, ConditionalWrites behind) implements ConditionalWrites {

    @Override
    public boolean create(String sid, String data, Instant expiresAt) {
        return near.write(sid, () -> behind.create(sid, data, expiresAt));
    }

    @Override
    public WriteOutcome replace(String sid, String expectedData, String data, Instant expiresAt) {
        return near.write(sid, () -> behind.replace(sid, expectedData, data, expiresAt));
    }
}
