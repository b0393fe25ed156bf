package dev.sessionstore.session;

import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether the last call found the store unavailable. Meanwhile calls for which no response waits are left out, except one at
 * a time and at most once a second, to find out whether the store is back. Thread-safe.
 */
final class StoreOutage {

    private static final long PROBE_EVERY = 1_000;

    private final InstantSource clock;
    private final AtomicBoolean probing = new AtomicBoolean();
    private volatile boolean down;
    private volatile long lastFailure;

    StoreOutage(InstantSource clock) {
        this.clock = clock;
    }

    void recordFailure() {
        lastFailure = clock.millis();
        down = true;
    }

    void recordSuccess() {
        if (down) {
            down = false;
        }
    }

    /** {@return what the call gives; null when it is left out} */
    <T> @Nullable T unlessDown(Supplier<@Nullable T> call) {
        if (!down) {
            return call.get();
        }
        long age = clock.millis() - lastFailure;
        if ((age >= 0 && age < PROBE_EVERY) || !probing.compareAndSet(false, true)) {
            return null;
        }
        try {
            return call.get();
        } finally {
            probing.set(false);
        }
    }
}
