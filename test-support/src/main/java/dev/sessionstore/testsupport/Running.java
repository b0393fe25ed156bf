package dev.sessionstore.testsupport;

/** A server that runs, or ran, somewhere. */
interface Running extends AutoCloseable {

    /** Starts it again after {@link #stop()} or {@link #kill()}, on the same port with the same data, and waits for it. */
    void start();

    /** Ends it as an operator would, and waits for it. */
    void stop();

    /** Ends it as a power cut would. */
    void kill();

    /** {@return what it has printed since it was started the last time} */
    String output();

    @Override
    void close();
}
