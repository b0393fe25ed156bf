package dev.sessionstore.bench.targets;

import dev.sessionstore.ConditionalWrites;
import dev.sessionstore.Store;
import dev.sessionstore.WriteOutcome;
import java.time.Instant;

/** Work whose change is one operation alone. */
final class OneOperation implements Work {

    /** Does it, or throws. */
    @FunctionalInterface
    interface Change {
        void apply(String sid) throws Exception;
    }

    private final Work rest;
    private final Change change;

    private OneOperation(Work rest, Change change) {
        this.rest = rest;
        this.change = change;
    }

    static Work of(Operation operation, Store store, String json) {
        ConditionalWrites conditional = store.conditionalWrites().orElseThrow();
        Change change = switch (operation) {
            case SET -> sid -> store.set(sid, json, later());
            case TOUCH -> sid -> require(store.touch(sid, later()));
            // Writes what is there: the comparison succeeds, however many threads do it.
            case REPLACE -> sid -> require(conditional.replace(sid, json, json, later()) == WriteOutcome.WRITTEN);
        };
        return new OneOperation(new StoreWork(store, json), change);
    }

    static Work of(Operation operation, RawClient client, String json) {
        Change change = operation == Operation.TOUCH ? sid -> require(client.touch(sid)) : sid -> client.set(sid, json);
        return new OneOperation(new RawWork(client, json), change);
    }

    private static Instant later() {
        return Instant.now().plus(RawClient.LIFETIME);
    }

    private static void require(boolean there) {
        if (!there) {
            throw Missing.session();
        }
    }

    @Override
    public String login() throws Exception {
        return rest.login();
    }

    @Override
    public void read(String handle) throws Exception {
        rest.read(handle);
    }

    @Override
    public void change(String handle) throws Exception {
        change.apply(handle);
    }

    @Override
    public void logout(String handle) throws Exception {
        rest.logout(handle);
    }
}
