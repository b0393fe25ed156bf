package dev.sessionstore.testsupport;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until a test moves it. Thread-safe. */
public final class MovableClock implements InstantSource {

    private final AtomicReference<Instant> now;

    /** Begins at an instant with a fraction of a second. */
    public MovableClock() {
        this(Instant.parse("2026-11-21T07:45:14.250Z"));
    }

    public MovableClock(Instant now) {
        this.now = new AtomicReference<>(now);
    }

    @Override
    public Instant instant() {
        return Objects.requireNonNull(now.get());
    }

    /** {@return the instant this much later than now} */
    public Instant in(Duration duration) {
        return instant().plus(duration);
    }

    /** Moves forwards, or backwards by a negative duration. */
    public void advance(Duration duration) {
        now.updateAndGet(instant -> instant.plus(duration));
    }

    public void set(Instant instant) {
        now.set(instant);
    }
}
