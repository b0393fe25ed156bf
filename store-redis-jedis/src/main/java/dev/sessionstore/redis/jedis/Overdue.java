package dev.sessionstore.redis.jedis;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import redis.clients.jedis.Connection;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Bounds what a call does with its connection. Cuts it when the call takes too long or its thread was interrupted: a socket's
 * own timeout bounds one read, but neither a write nor an answer that trickles, and blocking I/O does not notice an interrupt.
 * Gives a broken one back on another thread, since the pool connects anew at once and would keep the call waiting.
 */
final class Overdue implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Overdue.class.getName());
    private static final long CHECK_EVERY = TimeUnit.MILLISECONDS.toNanos(50);
    private static final ThreadFactory DAEMONS = task -> {
        Thread thread = new Thread(task, "session store, connections of Jedis");
        thread.setDaemon(true);
        return thread;
    };

    private final long timeout;
    private final Map<Connection, Call> calls = new ConcurrentHashMap<>();
    private final ScheduledExecutorService checker = Executors.newSingleThreadScheduledExecutor(DAEMONS);
    private final ExecutorService givingBack = Executors.newCachedThreadPool(DAEMONS);

    private record Call(Thread thread, long deadline) {}

    Overdue(Duration timeout) {
        this.timeout = timeout.toNanos();
        checker.scheduleWithFixedDelay(this::cut, CHECK_EVERY, CHECK_EVERY, TimeUnit.NANOSECONDS);
    }

    /**
     * Uses a connection and gives it back.
     *
     * @param connection just borrowed
     * @param begun when the call began, which has half of its time for borrowing, by {@link System#nanoTime()}
     * @throws JedisConnectionException when the time is over already
     */
    <T> T bounding(Connection connection, long begun, Supplier<T> call) {
        long now = System.nanoTime();
        long deadline = Math.min(now - begun + timeout, timeout + timeout / 2) + begun;
        try {
            if (deadline - now <= 0) {
                throw new JedisConnectionException("Getting a connection took too long, nothing was sent");
            }
            calls.put(connection, new Call(Thread.currentThread(), deadline));
            return call.get();
        } finally {
            calls.remove(connection);
            giveBack(connection);
        }
    }

    private void giveBack(Connection connection) {
        if (connection.isBroken() && !givingBack.isShutdown()) {
            givingBack.execute(() -> closeBroken(connection));
        } else {
            connection.close();
        }
    }

    /** The pool tries to replace it at once. That it cannot yet is what the next caller is told. */
    private static void closeBroken(Connection connection) {
        try {
            connection.close();
        } catch (JedisException notReplaced) {
            LOG.log(System.Logger.Level.DEBUG, "A lost connection could not be replaced yet", notReplaced);
        }
    }

    private void cut() {
        calls.keySet().forEach(connection -> calls.computeIfPresent(connection, this::cutIfOverdue));
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

    /** What is still to be given back is given back. */
    @Override
    public void close() {
        checker.shutdownNow();
        givingBack.shutdown();
    }
}
