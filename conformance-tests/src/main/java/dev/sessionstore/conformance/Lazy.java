package dev.sessionstore.conformance;

import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A value that is made once, at its first use. Thread-safe. */
final class Lazy<T> {

    private final Callable<T> maker;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable T made;

    Lazy(Callable<T> maker) {
        this.maker = maker;
    }

    T get() {
        lock.lock();
        try {
            if (made == null) {
                made = Objects.requireNonNull(maker.call());
            }
            return made;
        } catch (Exception e) {
            throw RuleViolation.sneak(e);
        } finally {
            lock.unlock();
        }
    }

    boolean isMade() {
        lock.lock();
        try {
            return made != null;
        } finally {
            lock.unlock();
        }
    }
}
