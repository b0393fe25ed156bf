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
 * Bounds what a call does with its connection. Cuts it when the call takes too long or its thread was interrupted: a socket's
 * own timeout bounds one read, but neither a write nor an answer that trickles, and blocking I/O does not notice an interrupt.
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
     * Uses a connection.
     *
     * @param deadline by {@link System#nanoTime()}
     * @throws JedisConnectionException when it is over already
     */
    <T> T bounding(Connection connection, long deadline, Supplier<T> call) {
        if (deadline - System.nanoTime() <= 0) {
            throw new JedisConnectionException("Getting a connection took too long, nothing was sent");
        }
        calls.put(connection, new Call(Thread.currentThread(), deadline));
        try {
            if (checker.isShutdown()) {
                throw new JedisConnectionException("The store was closed meanwhile, nothing was sent");
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

    /** Runs while the call is known, so that a connection is never cut under the next call. */
    private Call cutIfOverdue(Connection connection, Call call) {
        if (System.nanoTime() - call.deadline > 0 || call.thread.isInterrupted()) {
            disconnect(connection);
        }
        return call;
    }

    private static void disconnect(Connection connection) {
        try {
            connection.forceDisconnect();
        } catch (IOException alreadyGone) {
            connection.setBroken();
        }
    }

    /** Calls that are under way keep their bound; the last one ends the thread. */
    @Override
    public void close() {
        closing = true;
        if (calls.isEmpty()) {
            checker.shutdown();
        }
    }
}
