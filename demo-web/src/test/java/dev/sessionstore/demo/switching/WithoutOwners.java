package dev.sessionstore.demo.switching;

import dev.sessionstore.ConditionalWrites;
import dev.sessionstore.Guarantee;
import dev.sessionstore.Listing;
import dev.sessionstore.Store;
import dev.sessionstore.StoreEvent;
import dev.sessionstore.Subscription;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** A store that has no index of owners. */
public class WithoutOwners implements Store {

    private final Store store;

    /** @param store all the rest of it */
    public WithoutOwners(Store store) {
        this.store = store;
    }

    @Override
    public Optional<String> get(String sid) {
        return store.get(sid);
    }

    @Override
    public void set(String sid, String data, Instant expiresAt) {
        store.set(sid, data, expiresAt);
    }

    @Override
    public boolean touch(String sid, Instant expiresAt) {
        return store.touch(sid, expiresAt);
    }

    @Override
    public boolean destroy(String sid) {
        return store.destroy(sid);
    }

    @Override
    public Optional<ConditionalWrites> conditionalWrites() {
        return store.conditionalWrites();
    }

    @Override
    public Optional<Listing> listing() {
        return store.listing();
    }

    @Override
    public Set<Guarantee> guarantees() {
        return store.guarantees();
    }

    @Override
    public <E extends StoreEvent> Subscription on(Class<E> type, Consumer<? super E> listener) {
        return store.on(type, listener);
    }

    @Override
    public void close() {
        store.close();
    }
}
