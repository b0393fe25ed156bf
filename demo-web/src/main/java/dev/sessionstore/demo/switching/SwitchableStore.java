package dev.sessionstore.demo.switching;

import dev.sessionstore.ConditionalWrites;
import dev.sessionstore.Guarantee;
import dev.sessionstore.Listing;
import dev.sessionstore.Owners;
import dev.sessionstore.Store;
import dev.sessionstore.StoreArguments;
import dev.sessionstore.StoreEvent;
import dev.sessionstore.StoreEvents;
import dev.sessionstore.Subscription;
import dev.sessionstore.Watching;
import dev.sessionstore.WriteOutcome;
import dev.sessionstore.migration.MigratingStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A store in front of another that can be changed while calls are under way. It can do what every store behind it must be able to
 * do, conditional writes and listing, and promises nothing more ({@link #guarantees()} is empty), since the next one might not.
 *
 * <p>A request that reads a session before a switch writes it after, so it holds on to its store: between {@link #pin} and the
 * end of the {@link Pin} the calls of that thread go to the store that was there at the beginning, or to the one that this store's
 * sessions are moved to.
 *
 * <p>Events are those of the store in use; of one that was left, what pinned requests still do to sessions. Connected and
 * Disconnected alternate: a switch from an unavailable store to one that answers publishes Connected. Thread-safe.
 */
public final class SwitchableStore implements Store {

    /** The coarsest resolution of a store behind this one. */
    static final Duration RESOLUTION = Duration.ofSeconds(1);

    private final StoreEvents events = new StoreEvents();
    private final AtomicBoolean away = new AtomicBoolean();

    @SuppressWarnings("ThreadLocalUsage") // each store has pins of its own, and they end with the request
    private final ThreadLocal<Place> pinned = new ThreadLocal<>();

    private final SwitchableWatching watching = new SwitchableWatching(this);
    private final Runnable whenLeft;
    private volatile Place current;
    private volatile Runnable whenChanged = () -> {};
    private volatile boolean closed;

    /** @param whenLeft run when no request is pinned any more to a place that a switch has left */
    SwitchableStore(Store first, Runnable whenLeft) {
        this.whenLeft = whenLeft;
        this.current = new Place(requireAble(first), this::onEvent);
    }

    /** Ends when the request does, on the thread that began it. */
    public interface Pin extends AutoCloseable {
        @Override
        void close();
    }

    /** {@return holds the calling thread to the store in use now} */
    public Pin pin() {
        if (pinned.get() != null) {
            return () -> {};
        }
        Place place = currentPinned();
        pinned.set(place);
        return () -> {
            pinned.remove();
            unpin(place);
        };
    }

    /**
     * Reports each change of the store in use.
     *
     * @param work run after the change, on the thread that made it; must be short
     */
    public void whenChanged(Runnable work) {
        whenChanged = work;
    }

    private Place currentPinned() {
        while (true) {
            Place place = current;
            place.pin();
            if (place == current) {
                return place;
            }
            unpin(place);
        }
    }

    private void unpin(Place place) {
        if (place.unpin() && place != current) {
            whenLeft.run();
        }
    }

    /**
     * From now on the sessions are those of another store. To be called by one thread at a time, like {@link #exchange}.
     *
     * @return where the old store stands; requests may be pinned to it still
     */
    Place switchTo(Store next) {
        requireAble(next);
        Place left = current;
        current = new Place(next, this::onEvent);
        publishConnectedIfAway();
        watching.follow();
        whenChanged.run();
        return left;
    }

    /** Puts another store before or in the place of the one in use, for pinned requests too: the sessions are the same. */
    void exchange(UnaryOperator<Store> exchange) {
        current.exchange(exchange);
        publishConnectedIfAway();
        watching.follow();
        whenChanged.run();
    }

    /** {@return whether sessions are being moved to another store} */
    public boolean isMoving() {
        return inUse() instanceof MigratingStore;
    }

    /** {@return the store in use} */
    Store inUse() {
        return current.store();
    }

    static Store requireAble(Store store) {
        if (store.conditionalWrites().isEmpty() || store.listing().isEmpty()) {
            throw new IllegalArgumentException("A store must be able to write conditionally and to list");
        }
        if (store.resolution().compareTo(RESOLUTION) > 0) {
            throw new IllegalArgumentException("A store's resolution is at most " + RESOLUTION.toMillis() + " ms");
        }
        return store;
    }

    private void publishConnectedIfAway() {
        if (away.compareAndSet(true, false)) {
            events.publish(new StoreEvent.Connected());
        }
    }

    private void onEvent(Place place, StoreEvent event) {
        boolean left = place != current;
        if (event instanceof StoreEvent.Disconnected
                ? left || !away.compareAndSet(false, true)
                : isRepeated(event, left)) {
            return;
        }
        events.publish(event);
    }

    private boolean isRepeated(StoreEvent event, boolean left) {
        return event instanceof StoreEvent.Connected && (left || !away.compareAndSet(true, false));
    }

    /** Calls the store in use, or the one that the calling thread is pinned to. */
    <T> T call(Function<Store, T> operation) {
        check();
        Place place = pinned.get();
        return (place == null ? current : place).call(operation);
    }

    void check() {
        StoreArguments.requireOpen(!closed);
    }

    @Override
    public Optional<String> get(String sid) {
        return call(store -> store.get(sid));
    }

    @Override
    public void set(String sid, String data, Instant expiresAt) {
        call(store -> {
            store.set(sid, data, expiresAt);
            return true;
        });
    }

    @Override
    public boolean touch(String sid, Instant expiresAt) {
        return call(store -> store.touch(sid, expiresAt));
    }

    @Override
    public boolean destroy(String sid) {
        return call(store -> store.destroy(sid));
    }

    @Override
    public Optional<ConditionalWrites> conditionalWrites() {
        return Optional.of(new ConditionalWrites() {
            @Override
            public boolean create(String sid, String data, Instant expiresAt) {
                return call(store -> writes(store).create(sid, data, expiresAt));
            }

            @Override
            public WriteOutcome replace(String sid, String expectedData, String data, Instant expiresAt) {
                return call(store -> writes(store).replace(sid, expectedData, data, expiresAt));
            }
        });
    }

    /** A stream of sids ends in an IllegalStateException when the store is changed before it has been read to its end. */
    @Override
    public Optional<Listing> listing() {
        return Optional.of(new Listing() {
            @Override
            public Stream<String> sids() {
                return call(store -> untilChanged(store, list(store).sids()));
            }

            @Override
            public Optional<Instant> expiresAt(String sid) {
                return call(store -> list(store).expiresAt(sid));
            }

            @Override
            public long count() {
                return call(store -> list(store).count());
            }

            @Override
            public void clear() {
                call(store -> {
                    list(store).clear();
                    return true;
                });
            }
        });
    }

    private Stream<String> untilChanged(Store listed, Stream<String> sids) {
        Stream<String> atTheEnd = Stream.of(listed).flatMap(store -> {
            requireInUse(store);
            return Stream.empty();
        });
        return Stream.concat(sids.peek(sid -> requireInUse(listed)), atTheEnd);
    }

    private void requireInUse(Store listed) {
        check();
        if (inUse() != listed) {
            throw new IllegalStateException("The store was changed while its sessions were listed");
        }
    }

    /** {@return whether the store in use has an index of owners} */
    public boolean hasOwners() {
        return call(store -> store.owners().isPresent());
    }

    /**
     * The index of the store in use, whether it has one or not ({@link #hasOwners()}). Without one nothing is bound, and {@code sids}
     * and {@code destroyAll} throw an IllegalStateException.
     */
    @Override
    public Optional<Owners> owners() {
        return Optional.of(new SwitchableOwners(this));
    }

    /** {@return reports of the store in use, where it reports changes} */
    @Override
    public Optional<Watching> watching() {
        return Optional.of(watching);
    }

    private static ConditionalWrites writes(Store store) {
        return store.conditionalWrites().orElseThrow();
    }

    private static Listing list(Store store) {
        return store.listing().orElseThrow();
    }

    @Override
    public Set<Guarantee> guarantees() {
        return Set.of();
    }

    @Override
    public Duration resolution() {
        return RESOLUTION;
    }

    @Override
    public <E extends StoreEvent> Subscription on(Class<E> type, Consumer<? super E> listener) {
        Objects.requireNonNull(type, "type");
        return events.on(type, listener);
    }

    /** Ends this object; the stores behind it are closed by the {@link StoreSwitch}. */
    @Override
    public void close() {
        closed = true;
        watching.close();
    }
}
