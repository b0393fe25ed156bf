package dev.sessionstore.conformance.small;

import dev.sessionstore.ConditionalWrites;
import dev.sessionstore.Guarantee;
import dev.sessionstore.Listing;
import dev.sessionstore.Owners;
import dev.sessionstore.Store;
import dev.sessionstore.StoreEvent;
import dev.sessionstore.Subscription;
import dev.sessionstore.Sweeping;
import dev.sessionstore.Watching;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Passes everything on, as a wrapper that measures or logs would. */
public class WrapperStore implements Store {

    protected final Store store;

    public WrapperStore(Store store) {
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
    public <E extends StoreEvent> Subscription on(Class<E> type, Consumer<? super E> listener) {
        return store.on(type, listener);
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
    public Optional<Sweeping> sweeping() {
        return store.sweeping();
    }

    @Override
    public Optional<Owners> owners() {
        return store.owners();
    }

    @Override
    public Optional<Watching> watching() {
        return store.watching();
    }

    @Override
    public Set<Guarantee> guarantees() {
        return store.guarantees();
    }

    @Override
    public Duration resolution() {
        return store.resolution();
    }

    @Override
    public Duration staleness() {
        return store.staleness();
    }

    @Override
    public void close() {
        store.close();
    }
}
