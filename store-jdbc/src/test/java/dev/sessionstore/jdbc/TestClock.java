package dev.sessionstore.jdbc;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until it is told to go on. */
final class TestClock implements InstantSource {

    private final AtomicReference<Instant> now;

    TestClock(Instant now) {
        this.now = new AtomicReference<>(now);
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    void advance(Duration duration) {
        now.updateAndGet(time -> time.plus(duration));
    }

    void set(Instant time) {
        now.set(time);
    }
}
