package dev.sessionstore.micrometer;

import dev.sessionstore.Availability;
import dev.sessionstore.Guarantee;
import dev.sessionstore.Listing;
import dev.sessionstore.Store;
import dev.sessionstore.StoreEvent;
import dev.sessionstore.StoreEvents;
import dev.sessionstore.Subscription;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A store without abilities, whose backend has no session and fails when the test says so; it counts how often it is called. */
final class BackendStore implements Store {

    private final StoreEvents events = new StoreEvents();
    private final Availability availability = new Availability(events);
    private final boolean listed;

    @Nullable
    RuntimeException failure;

    int calls;
    boolean closed;

    BackendStore(boolean listed) {
        this.listed = listed;
    }

    private boolean call() {
        calls++;
        return availability.watch(() -> {
            if (failure != null) {
                throw failure;
            }
            return false;
        });
    }

    @Override
    public Optional<String> get(String sid) {
        call();
        return Optional.empty();
    }

    @Override
    public void set(String sid, String data, Instant expiresAt) {
        call();
        events.publish(new StoreEvent.Saved(sid));
    }

    @Override
    public boolean touch(String sid, Instant expiresAt) {
        return call();
    }

    @Override
    public boolean destroy(String sid) {
        return call();
    }

    @Override
    public <E extends StoreEvent> Subscription on(Class<E> type, Consumer<? super E> listener) {
        return events.on(type, listener);
    }

    /** A listing of three, which fails at the third when the test says so. */
    @Override
    public Optional<Listing> listing() {
        return listed ? Optional.of(new Three()) : Optional.empty();
    }

    private final class Three implements Listing {

        @Override
        public Stream<String> sids() {
            return Stream.of("a", "b", "c").peek(sid -> {
                if (sid.equals("c")) {
                    call();
                }
            });
        }

        @Override
        public Optional<Instant> expiresAt(String sid) {
            call();
            return Optional.empty();
        }

        @Override
        public long count() {
            call();
            return 3;
        }

        @Override
        public void clear() {
            call();
        }
    }

    @Override
    public Set<Guarantee> guarantees() {
        return Set.of(Guarantee.SHARED, Guarantee.MAY_EVICT);
    }

    @Override
    public Duration resolution() {
        return Duration.ofSeconds(7);
    }

    @Override
    public Duration staleness() {
        return Duration.ofSeconds(8);
    }

    @Override
    public void close() {
        closed = true;
    }
}
