package dev.sessionstore.conformance;

/** A call that may throw anything. */
@FunctionalInterface
interface Action {
    void run() throws Throwable;
}
