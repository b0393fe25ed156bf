package dev.sessionstore.bench.targets;

import dev.sessionstore.ConditionalWrites;
import dev.sessionstore.Store;
import dev.sessionstore.WriteOutcome;
import java.time.Instant;
import java.util.UUID;

/** Our store with ready JSON. */
final class StoreWork implements Work {

    private static final int ATTEMPTS = 1000;

    private final Store store;
    private final ConditionalWrites conditional;
    private final String json;

    StoreWork(Store store, String json) {
        this.store = store;
        this.conditional = store.conditionalWrites().orElseThrow();
        this.json = json;
    }

    private static Instant later() {
        return Instant.now().plus(RawClient.LIFETIME);
    }

    private String get(String sid) {
        return store.get(sid).orElseThrow(Missing::session);
    }

    @Override
    public String login() {
        String sid = UUID.randomUUID().toString();
        if (!conditional.create(sid, ReadyJson.ofItsOwn(json), later())) {
            throw new IllegalStateException("There is a session under a new id");
        }
        return sid;
    }

    @Override
    public void read(String sid) {
        get(sid);
    }

    /** Another thread may have been faster; then its text is the one to change. */
    @Override
    public void change(String sid) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            String old = get(sid);
            WriteOutcome outcome = conditional.replace(sid, old, ReadyJson.next(old), later());
            if (outcome == WriteOutcome.WRITTEN) {
                return;
            }
            if (outcome == WriteOutcome.GONE) {
                throw Missing.session();
            }
        }
        throw new IllegalStateException("Others were faster " + ATTEMPTS + " times");
    }

    @Override
    public void logout(String sid) {
        if (!store.destroy(sid)) {
            throw Missing.session();
        }
    }
}
