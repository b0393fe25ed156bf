package dev.sessionstore.memory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** Stands still unless it is moved, forwards or backwards. */
final class MovableClock implements InstantSource {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T12:00:00Z"));

    @Override
    public Instant instant() {
        return now.get();
    }

    void move(Duration duration) {
        now.updateAndGet(instant -> instant.plus(duration));
    }

    Instant in(Duration duration) {
        return instant().plus(duration);
    }
}
