package dev.sessionstore.testsupport;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for conditions of servers. */
final class Waiting {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private Waiting() {}

    /**
     * Waits until the condition holds.
     *
     * @throws IllegalStateException after a minute
     */
    static void until(String what, BooleanSupplier holds) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("Waited " + PATIENCE.toSeconds() + " s for: " + what);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }
}
