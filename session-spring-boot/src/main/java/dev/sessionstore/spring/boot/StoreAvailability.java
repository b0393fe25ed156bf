package dev.sessionstore.spring.boot;

import dev.sessionstore.Store;
import dev.sessionstore.StoreEvent;
import dev.sessionstore.Subscription;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Since when a store is connected or not, by its events. Thread-safe. */
final class StoreAvailability implements AutoCloseable {

    private final InstantSource clock;
    private final Subscription connects;
    private final Subscription disconnects;
    private volatile State state;

    /**
     * What is known.
     *
     * @param since when the store became so; the start when nothing has happened
     * @param lastDisconnect the latest outage, under way or over; null when there was none
     */
    record State(boolean connected, Instant since, @Nullable Outage lastDisconnect) {}

    /**
     * An outage.
     *
     * @param cause the class of what the failing call met
     */
    record Outage(Instant at, String cause) {}

    StoreAvailability(Store store, InstantSource clock) {
        this.clock = clock;
        this.state = new State(true, clock.instant(), null);
        // One event is published at a time, so a change cannot overtake another.
        this.connects = store.on(StoreEvent.Connected.class, this::connected);
        this.disconnects = store.on(StoreEvent.Disconnected.class, this::disconnected);
    }

    private void connected(StoreEvent.Connected event) {
        state = new State(true, clock.instant(), state.lastDisconnect);
    }

    private void disconnected(StoreEvent.Disconnected event) {
        Instant now = clock.instant();
        state = new State(false, now, new Outage(now, className(event.cause())));
    }

    State state() {
        return state;
    }

    /** {@return the class of what lies at the bottom} Messages may name addresses, so they are not shown. */
    static String className(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause.getCause() != null && depth < 50; depth++) {
            cause = cause.getCause();
        }
        return cause.getClass().getName();
    }

    @Override
    public void close() {
        connects.cancel();
        disconnects.cancel();
    }
}
