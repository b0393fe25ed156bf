package dev.sessionstore.jdbc;

import java.util.concurrent.TimeUnit;

/** Waits for a thread without losing interrupts. */
final class Threads {

    private Threads() {}

    /**
     * Waits also while the calling thread is interrupted, and keeps its flag.
     *
     * @param deadline by {@link System#nanoTime()}
     * @return whether the thread has ended
     */
    static boolean join(Thread thread, long deadline) {
        boolean interrupted = false;
        try {
            for (long left = deadline - System.nanoTime();
                    thread.isAlive() && left > 0;
                    left = deadline - System.nanoTime()) {
                try {
                    TimeUnit.NANOSECONDS.timedJoin(thread, left);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            return !thread.isAlive();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
