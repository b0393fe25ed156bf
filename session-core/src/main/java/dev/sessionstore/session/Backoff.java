package dev.sessionstore.session;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/** How long a request that was overtaken waits before it tries again. */
final class Backoff {

    private static final long STEP_NANOS = 100_000;

    private Backoff() {}

    /** The first tries go at once; then, the more there were, the longer it may be, so that a crowd spreads out. */
    static void pause(int attempt) {
        if (attempt > 1) {
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(attempt * STEP_NANOS));
        }
    }
}
