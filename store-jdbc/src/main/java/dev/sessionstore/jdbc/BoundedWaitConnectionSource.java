package dev.sessionstore.jdbc;

import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;

/**
 * Waits for a data source in threads of its own, a bounded number of them, so that the caller can stop waiting when the data
 * source does not. A connection that comes after that is given back at once.
 */
final class BoundedWaitConnectionSource implements ConnectionSource {

    private static final System.Logger LOG = System.getLogger(BoundedWaitConnectionSource.class.getName());
    private static final int MOST_WAITING = 64;

    private final DataSource source;
    private final Duration timeout;
    private final Semaphore places = new Semaphore(MOST_WAITING);
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "session-store-jdbc-connect");
        thread.setDaemon(true);
        return thread;
    });

    BoundedWaitConnectionSource(DataSource source, Duration timeout) {
        this.source = source;
        this.timeout = timeout;
    }

    @Override
    public Connection borrow(long nanos) throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + nanos;
        if (!places.tryAcquire(nanos, TimeUnit.NANOSECONDS)) {
            throw late(MOST_WAITING + " calls are waiting for a connection already");
        }
        CompletableFuture<Connection> asked = new CompletableFuture<>();
        ask(asked);
        try {
            return asked.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof SQLException refused ? refused : new SQLException(e.getCause());
        } catch (TimeoutException e) {
            giveUp(asked);
            throw late("the data source gave no connection in time");
        } catch (InterruptedException e) {
            giveUp(asked);
            throw e;
        }
    }

    @Override
    public void discard(Connection connection) throws SQLException {
        ConnectionSource.discard(source, connection);
    }

    private void ask(CompletableFuture<Connection> asked) throws SQLException {
        try {
            threads.execute(() -> {
                try {
                    Connection connection = source.getConnection();
                    if (!asked.complete(connection)) {
                        giveBack(connection);
                    }
                } catch (Throwable thrown) {
                    asked.completeExceptionally(thrown);
                } finally {
                    places.release();
                }
            });
        } catch (RejectedExecutionException e) {
            places.release();
            throw new SQLException("the store is being closed", e);
        }
    }

    private static void giveUp(CompletableFuture<Connection> asked) {
        if (!asked.cancel(false) && !asked.isCompletedExceptionally()) {
            giveBack(asked.join());
        }
    }

    private static SQLException late(String why) {
        return new SQLTransientConnectionException(why, "08001");
    }

    private static void giveBack(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.log(Level.DEBUG, "A connection that came too late did not close", e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.log(Level.WARNING, "A data source still does not answer, its thread ends when it does");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
