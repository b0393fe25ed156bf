package dev.sessionstore;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A store that can only publish events: for tests of the default methods of {@link Store}. */
class ListeningStore implements Store {

    final StoreEvents events = new StoreEvents();
    final AtomicInteger cancelled = new AtomicInteger();

    @Override
    public <E extends StoreEvent> Subscription on(Class<E> type, Consumer<? super E> listener) {
        Subscription subscription = events.on(type, listener);
        return () -> {
            cancelled.incrementAndGet();
            subscription.cancel();
        };
    }

    @Override
    public Optional<String> get(String sid) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void set(String sid, String data, Instant expiresAt) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean touch(String sid, Instant expiresAt) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean destroy(String sid) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
