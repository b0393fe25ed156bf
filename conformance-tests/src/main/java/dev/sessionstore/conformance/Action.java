package dev.sessionstore.conformance;

/** Something to do that may fail in any way. */
@FunctionalInterface
interface Action {
    void run() throws Throwable;
}
