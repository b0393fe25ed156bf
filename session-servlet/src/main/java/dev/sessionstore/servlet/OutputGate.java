package dev.sessionstore.servlet;

import java.util.concurrent.locks.ReentrantLock;

/**
 * Held by a thread while it hands output to the container, so that the container does not end the response at the same time.
 */
final class OutputGate {

    private final ReentrantLock lock = new ReentrantLock();
    private volatile boolean ended;

    void enter() {
        lock.lock();
    }

    void leave() {
        lock.unlock();
    }

    /** Gives the response to the container for good: later output is refused. Waits for a thread that writes now. */
    void end() {
        lock.lock();
        ended = true;
        lock.unlock();
    }

    boolean hasEnded() {
        return ended;
    }
}
