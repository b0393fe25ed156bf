package dev.sessionstore.migration;

import dev.sessionstore.Availability;
import dev.sessionstore.StoreArguments;
import dev.sessionstore.StoreEvent;
import dev.sessionstore.StoreEvents;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Function;

/** Lets calls through while the MigratingStore is open, within their deadline, and holds its listeners. */
final class StoreState {

    final StoreEvents events = new StoreEvents();
    private final Availability availability = new Availability(events);
    private final Duration timeout;
    private final InstantSource clock;
    private volatile boolean closed;

    StoreState(Duration timeout, InstantSource clock) {
        this.timeout = timeout;
        this.clock = clock;
    }

    void requireOpen() {
        StoreArguments.requireOpen(!closed);
    }

    void close() {
        closed = true;
    }

    <T> T call(Function<Deadline, T> operation) {
        requireOpen();
        return availability.watch(() -> operation.apply(deadline()));
    }

    Deadline deadline() {
        return Deadline.after(timeout);
    }

    boolean isPast(Instant expiresAt) {
        return !expiresAt.isAfter(clock.instant());
    }

    /** Publishes Destroyed if a session was destroyed, and returns whether it was. */
    boolean destroyed(String sid, boolean destroyed) {
        if (destroyed) {
            publish(new StoreEvent.Destroyed(sid));
        }
        return destroyed;
    }

    void publish(StoreEvent event) {
        events.publish(event);
    }
}
