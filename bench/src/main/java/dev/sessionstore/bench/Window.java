package dev.sessionstore.bench;

/** A time in which operations are measured. It ends by the clock, or when somebody closes it. */
final class Window {

    private final long start;
    private volatile long end;
    private volatile boolean closed;

    /** Begins now. */
    Window(long nanos) {
        start = System.nanoTime();
        end = start + nanos;
    }

    long start() {
        return start;
    }

    boolean isOver(long nanoTime) {
        return nanoTime - end >= 0;
    }

    boolean isClosed() {
        return closed;
    }

    /** Ends it now, if it has not ended. */
    void close() {
        long now = System.nanoTime();
        closed = true;
        if (!isOver(now)) {
            end = now;
        }
    }

    long nanos() {
        return end - start;
    }
}
