package dev.sessionstore.conformance.wrong;

import java.util.concurrent.locks.LockSupport;

/** Makes the time between two steps that should be one long enough for somebody else to come in between. */
final class Race {

    private Race() {}

    static void pause() {
        LockSupport.parkNanos(500_000);
    }
}
