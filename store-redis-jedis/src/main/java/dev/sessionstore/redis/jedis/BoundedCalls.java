package dev.sessionstore.redis.jedis;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import redis.clients.jedis.Connection;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Runs calls on borrowed connections, within their deadlines. Connecting is not bounded when the answer to the login trickles
 * in, so a call without an idle connection has another thread connect. A broken connection is returned on another thread, since
 * the pool replaces it at once and would keep the call waiting.
 */
final class BoundedCalls implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(BoundedCalls.class.getName());
    private static final int CONNECTING_THREADS = 32;
    private static final int RETURNING_THREADS = 8;
    private static final ThreadFactory DAEMONS = task -> {
        Thread thread = new Thread(task, "session store, connections of Jedis");
        thread.setDaemon(true);
        return thread;
    };

    private final long timeout;
    private final CallDeadlines deadlines = new CallDeadlines(DAEMONS);
    private final DeadConnectionDetector detector = new DeadConnectionDetector();
    private final ExecutorService connecting = threads(CONNECTING_THREADS);
    private final ExecutorService returning = threads(RETURNING_THREADS);

    BoundedCalls(Duration timeout) {
        this.timeout = timeout.toNanos();
    }

    private static ExecutorService threads(int count) {
        ThreadPoolExecutor threads =
                new ThreadPoolExecutor(count, count, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), DAEMONS);
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    /** {@return when a call that begins now has to end, by {@link System#nanoTime()}} */
    long deadline() {
        return System.nanoTime() + timeout;
    }

    /**
     * Borrows a connection, runs a call on it and returns it.
     *
     * @param deadline by {@link System#nanoTime()}
     * @param lost runs when the connection is dead or leads to a replica, before another one is borrowed
     * @throws JedisConnectionException also when no connection was there in time
     */
    <T> T run(ConnectionSource source, long deadline, Runnable lost, Function<Connection, T> call) {
        Connection connection = borrowChecked(source, deadline, lost);
        try {
            T result = deadlines.bounding(connection, deadline, () -> call.apply(connection));
            detector.used(connection);
            return result;
        } finally {
            returnToPool(connection);
        }
    }

    /** A connection that was not used for a while may be dead, or lead to a replica. */
    private Connection borrowChecked(ConnectionSource source, long deadline, Runnable lost) {
        while (true) {
            Connection connection = borrow(source, deadline);
            if (!detector.mustCheck(connection) || passesCheck(connection, deadline)) {
                return connection;
            }
            returnToPool(connection);
            lost.run();
            if (Thread.currentThread().isInterrupted()) {
                throw new JedisConnectionException("Interrupted before anything was sent", new InterruptedException());
            }
        }
    }

    /** The check takes a quarter of the timeout at most, so that there is time left for another connection. */
    private boolean passesCheck(Connection connection, long deadline) {
        long quarter = System.nanoTime() + timeout / 4;
        boolean passed = false;
        try {
            passed = deadlines.bounding(
                    connection, deadline - quarter < 0 ? deadline : quarter, () -> detector.check(connection));
            return passed;
        } catch (JedisConnectionException dead) {
            return false;
        } finally {
            if (!passed) {
                connection.setBroken();
            }
        }
    }

    private Connection borrow(ConnectionSource source, long deadline) {
        if (source.idle().getAsInt() > 0) {
            return source.borrow().get();
        }
        CompletableFuture<Connection> borrowed =
                CompletableFuture.supplyAsync(() -> borrowBefore(deadline, source), connecting);
        try {
            return borrowed.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof JedisException refused
                    ? refused
                    : new JedisConnectionException("Could not connect", e.getCause());
        } catch (TimeoutException | InterruptedException e) {
            borrowed.thenAccept(this::returnToPool);
            throw new JedisConnectionException("No connection in time", e);
        }
    }

    private static Connection borrowBefore(long deadline, ConnectionSource source) {
        if (deadline - System.nanoTime() <= 0) {
            throw new JedisConnectionException("The call has ended already");
        }
        return source.borrow().get();
    }

    private void returnToPool(Connection connection) {
        if (connection.isBroken() && !returning.isShutdown()) {
            returning.execute(() -> close(connection));
        } else {
            close(connection);
        }
    }

    /** The pool replaces a broken connection at once. When it cannot, the next call fails. */
    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (JedisException notReplaced) {
            LOG.log(System.Logger.Level.DEBUG, "A lost connection could not be replaced yet", notReplaced);
        }
    }

    /** Every connection is checked before its next use. */
    void checkAll() {
        detector.checkAll();
    }

    /** Connections that are on their way back to the pool still arrive there. */
    @Override
    public void close() {
        deadlines.close();
        connecting.shutdown();
        returning.shutdown();
    }
}
