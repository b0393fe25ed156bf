package dev.sessionstore.conformance.wrong;

import dev.sessionstore.StoreEvent;
import dev.sessionstore.WriteOutcome;
import dev.sessionstore.conformance.small.SmallBackend;
import dev.sessionstore.conformance.small.SmallBackend.Entry;
import dev.sessionstore.conformance.small.SmallStore;
import java.time.Instant;
import java.util.Optional;

/** Writes whatever it is given. */
class Unchecked extends SmallStore {

    Unchecked(SmallBackend backend) {
        super(backend);
    }

    @Override
    public void set(String sid, String data, Instant expiresAt) {
        publish(locked(() -> write(sid, data, expiresAt)));
    }

    @Override
    public boolean touch(String sid, Instant expiresAt) {
        return locked(() -> {
            Optional<Entry> there = live(sid);
            there.ifPresent(old -> write(sid, old.data(), expiresAt));
            return there.isPresent();
        });
    }

    @Override
    public boolean destroy(String sid) {
        return locked(() -> live(sid).isPresent() && backend.entries.remove(sid) != null);
    }

    @Override
    public boolean create(String sid, String data, Instant expiresAt) {
        Optional<StoreEvent> effect =
                locked(() -> live(sid).isPresent() ? Optional.empty() : write(sid, data, expiresAt));
        publish(effect);
        return effect.isPresent();
    }

    @Override
    public WriteOutcome replace(String sid, String expectedData, String data, Instant expiresAt) {
        return locked(() -> {
            Optional<Entry> old = live(sid);
            if (old.isEmpty()) {
                return WriteOutcome.GONE;
            }
            if (!old.get().data().equals(expectedData)) {
                return WriteOutcome.CHANGED;
            }
            write(sid, data, expiresAt);
            return WriteOutcome.WRITTEN;
        });
    }
}
