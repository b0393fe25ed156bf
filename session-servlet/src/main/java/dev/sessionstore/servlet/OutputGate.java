package dev.sessionstore.servlet;

import java.util.concurrent.locks.ReentrantLock;

/** Held by a thread while the container gets output from it, so that the container does not end the response meanwhile. */
final class OutputGate {

    private final ReentrantLock lock = new ReentrantLock();
    private volatile boolean ended;

    void enter() {
        lock.lock();
    }

    void leave() {
        lock.unlock();
    }

    /** From here on the response is the container's alone: what a thread of ours writes now is too late. Waits for who is inside. */
    void end() {
        lock.lock();
        ended = true;
        lock.unlock();
    }

    boolean hasEnded() {
        return ended;
    }
}
