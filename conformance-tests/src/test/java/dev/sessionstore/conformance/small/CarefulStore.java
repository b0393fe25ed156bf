package dev.sessionstore.conformance.small;

import java.io.IOException;
import java.time.Duration;

/**
 * A correct store that sends more than one request in a call, on one connection and within one bound: it checks the
 * connection, reads the session, and sends a text ahead of the write that contains it.
 */
public final class CarefulStore extends NetStore {

    public CarefulStore(int port) {
        super(port);
    }

    @Override
    protected String exchange(TinyConnection connection, String request, Duration left) throws IOException {
        long began = System.nanoTime();
        connection.exchange(request("get", "is-the-connection-good"), left);
        String[] fields = request.strip().split("\t", -1);
        for (int i = 1; i < fields.length; i++) {
            connection.exchange("get\t" + fields[i] + "\n", left.minusNanos(System.nanoTime() - began));
        }
        return connection.exchange(request, left.minusNanos(System.nanoTime() - began));
    }
}
