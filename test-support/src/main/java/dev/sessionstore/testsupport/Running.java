package dev.sessionstore.testsupport;

/** A server in any place, running or stopped. */
interface Running extends AutoCloseable {

    /** Restarts it after {@link #stop()} or {@link #kill()}, on the same port with the same data, and waits until it is ready. */
    void start();

    /** Stops it in an orderly way and waits for its end. */
    void stop();

    /** Kills it, as a crash would, and waits for its end. */
    void kill();

    /** {@return its output since its last start} */
    String output();

    @Override
    void close();
}
