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
 * Lends connections to calls, in their time. Connecting has no end of its own when a login trickles in, so a call that finds no
 * connection waiting for use lets another thread make one. Broken ones are given back on another thread, since the pool
 * connects anew at once and would keep the call waiting.
 */
final class Lending implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Lending.class.getName());
    private static final int CONNECTING_AT_ONCE = 32;
    private static final int GIVING_BACK_AT_ONCE = 8;
    private static final ThreadFactory DAEMONS = task -> {
        Thread thread = new Thread(task, "session store, connections of Jedis");
        thread.setDaemon(true);
        return thread;
    };

    private final long timeout;
    private final CallDeadlines overdue = new CallDeadlines(DAEMONS);
    private final DeadConnectionDetector liveness = new DeadConnectionDetector();
    private final ExecutorService connecting = threads(CONNECTING_AT_ONCE);
    private final ExecutorService givingBack = threads(GIVING_BACK_AT_ONCE);

    Lending(Duration timeout) {
        this.timeout = timeout.toNanos();
    }

    private static ExecutorService threads(int most) {
        ThreadPoolExecutor threads =
                new ThreadPoolExecutor(most, most, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), DAEMONS);
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    /** {@return when a call that begins now has to end, by {@link System#nanoTime()}} */
    long deadline() {
        return System.nanoTime() + timeout;
    }

    /**
     * Uses a connection and gives it back.
     *
     * @param deadline by {@link System#nanoTime()}
     * @throws JedisConnectionException when there was none in time, too
     */
    <T> T with(Source source, long deadline, Runnable lost, Function<Connection, T> call) {
        Connection connection = alive(source, deadline, lost);
        try {
            T result = overdue.bounding(connection, deadline, () -> call.apply(connection));
            liveness.used(connection);
            return result;
        } finally {
            giveBack(connection);
        }
    }

    /** One that was not used for a while may lead to nobody any more, or to a replica. */
    private Connection alive(Source source, long deadline, Runnable lost) {
        while (true) {
            Connection connection = borrow(source, deadline);
            if (!liveness.isDoubtful(connection) || passes(connection, deadline)) {
                return connection;
            }
            giveBack(connection);
            lost.run();
            if (Thread.currentThread().isInterrupted()) {
                throw new JedisConnectionException("Interrupted before anything was sent", new InterruptedException());
            }
        }
    }

    /** Of a quarter of the time, so that there is enough left for another connection. */
    private boolean passes(Connection connection, long deadline) {
        long quarter = System.nanoTime() + timeout / 4;
        boolean passed = false;
        try {
            passed = overdue.bounding(
                    connection, deadline - quarter < 0 ? deadline : quarter, () -> liveness.check(connection));
            return passed;
        } catch (JedisConnectionException dead) {
            return false;
        } finally {
            if (!passed) {
                connection.setBroken();
            }
        }
    }

    private Connection borrow(Source source, long deadline) {
        if (source.idle().getAsInt() > 0) {
            return source.borrow().get();
        }
        CompletableFuture<Connection> borrowed =
                CompletableFuture.supplyAsync(() -> borrowUnlessOver(source, deadline), connecting);
        try {
            return borrowed.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof JedisException refused
                    ? refused
                    : new JedisConnectionException("Could not connect", e.getCause());
        } catch (TimeoutException | InterruptedException e) {
            borrowed.thenAccept(this::giveBack);
            throw new JedisConnectionException("No connection in time", e);
        }
    }

    private static Connection borrowUnlessOver(Source source, long deadline) {
        if (deadline - System.nanoTime() <= 0) {
            throw new JedisConnectionException("Nobody waits for this connection any more");
        }
        return source.borrow().get();
    }

    private void giveBack(Connection connection) {
        if (connection.isBroken() && !givingBack.isShutdown()) {
            givingBack.execute(() -> close(connection));
        } else {
            close(connection);
        }
    }

    /** The pool tries to replace a broken one at once. That it cannot yet is what the next caller is told. */
    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (JedisException notReplaced) {
            LOG.log(System.Logger.Level.DEBUG, "A lost connection could not be replaced yet", notReplaced);
        }
    }

    /** Every connection is looked at before its next use. */
    void doubtAll() {
        liveness.doubtAll();
    }

    /** What is still to be given back is given back. */
    @Override
    public void close() {
        overdue.close();
        connecting.shutdown();
        givingBack.shutdown();
    }
}
