package dev.sessionstore;

/** A listener at a store, returned by {@link Store#on} and {@link Store#once}. */
@FunctionalInterface
public interface Subscription {

    /** Removes the listener: it is not called for an event published after this returns. Idempotent and thread-safe. */
    void cancel();
}
