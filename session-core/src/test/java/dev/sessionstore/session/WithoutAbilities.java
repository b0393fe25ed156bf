package dev.sessionstore.session;

import dev.sessionstore.Store;
import dev.sessionstore.StoreEvent;
import dev.sessionstore.Subscription;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** A store that can do what every store has to, and no more. */
record WithoutAbilities(Store store) implements Store {

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
    public void close() {}
}
