package dev.sessionstore;

/** A listener's place at a store, given by {@link Store#on} and {@link Store#once}. */
@FunctionalInterface
public interface Subscription {

    /** Ends it: the listener is not called for any event told after this returns. Idempotent, and thread-safe. */
    void cancel();
}
