package dev.sessionstore.jdbc;

import dev.sessionstore.Availability;
import dev.sessionstore.StoreArguments;
import dev.sessionstore.StoreEvents;
import dev.sessionstore.StoreException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** Whether the store is open. Runs its calls while it is, and derives Connected and Disconnected from their outcomes. */
final class StoreState {

    private final Availability availability;
    private final AtomicBoolean closed = new AtomicBoolean();

    StoreState(StoreEvents events) {
        availability = new Availability(events);
    }

    <T> T call(Supplier<T> call) {
        requireOpen();
        return availability.watch(() -> {
            try {
                return call.get();
            } catch (StoreException e) {
                if (closed.get()) {
                    throw new IllegalStateException("The store was closed during the call", e);
                }
                throw e;
            }
        });
    }

    void requireOpen() {
        StoreArguments.requireOpen(!closed.get());
    }

    /** {@return true for the first call only} */
    boolean close() {
        return closed.compareAndSet(false, true);
    }
}
