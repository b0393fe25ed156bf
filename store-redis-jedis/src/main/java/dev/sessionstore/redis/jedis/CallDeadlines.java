package dev.sessionstore.redis.jedis;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import redis.clients.jedis.Connection;
import redis.clients.jedis.exceptions.JedisConnectionException;

/**
 * Disconnects a connection whose call passes its deadline or whose thread was interrupted. A socket's own timeout bounds one
 * read, but neither a write nor an answer that trickles in, and blocking I/O does not notice an interrupt.
 */
final class CallDeadlines implements AutoCloseable {

    private static final long CHECK_EVERY = TimeUnit.MILLISECONDS.toNanos(50);

    private final Map<Connection, Call> calls = new ConcurrentHashMap<>();
    private final ScheduledExecutorService checker;
    private volatile boolean closing;

    private record Call(Thread thread, long deadline) {}

    CallDeadlines(ThreadFactory threads) {
        checker = Executors.newSingleThreadScheduledExecutor(threads);
        checker.scheduleWithFixedDelay(this::cut, CHECK_EVERY, CHECK_EVERY, TimeUnit.NANOSECONDS);
    }

    /**
     * Runs a call on a connection.
     *
     * @param deadline by {@link System#nanoTime()}
     * @throws JedisConnectionException when the deadline has passed already
     */
    <T> T bounding(Connection connection, long deadline, Supplier<T> call) {
        if (deadline - System.nanoTime() <= 0) {
            throw new JedisConnectionException("Getting a connection took too long, nothing was sent");
        }
        calls.put(connection, new Call(Thread.currentThread(), deadline));
        try {
            if (checker.isShutdown()) {
                throw new JedisConnectionException("The store was closed, nothing was sent");
            }
            return call.get();
        } finally {
            calls.remove(connection);
        }
    }

    private void cut() {
        calls.keySet().forEach(connection -> calls.computeIfPresent(connection, this::cutIfOverdue));
        if (closing && calls.isEmpty()) {
            checker.shutdown();
        }
    }

    /** Runs inside the map's update, so the connection of a later call is never cut. */
    private Call cutIfOverdue(Connection connection, Call call) {
        if (System.nanoTime() - call.deadline > 0 || call.thread.isInterrupted()) {
            disconnect(connection);
        }
        return call;
    }

    private static void disconnect(Connection connection) {
        try {
            connection.forceDisconnect();
        } catch (IOException alreadyClosed) {
            connection.setBroken();
        }
    }

    /** Calls in progress keep their deadlines. The thread ends after the last of them. */
    @Override
    public void close() {
        closing = true;
        if (calls.isEmpty()) {
            checker.shutdown();
        }
    }
}
