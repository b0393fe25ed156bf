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
 * Borrows from a data source on a bounded number of its own threads, so that the caller can stop waiting before the data source
 * does. A connection that arrives later is given back at once.
 */
final class BoundedWaitConnectionSource implements ConnectionSource {

    private static final System.Logger LOG = System.getLogger(BoundedWaitConnectionSource.class.getName());
    private static final int MAX_WAITING = 64;

    private final DataSource source;
    private final Duration timeout;
    private final Semaphore places = new Semaphore(MAX_WAITING);
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
            throw late(MAX_WAITING + " calls already wait for a connection");
        }
        CompletableFuture<Connection> pending = new CompletableFuture<>();
        request(pending);
        try {
            return pending.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof SQLException refused ? refused : new SQLException(e.getCause());
        } catch (TimeoutException e) {
            giveUp(pending);
            throw late("the data source gave no connection in time");
        } catch (InterruptedException e) {
            giveUp(pending);
            throw e;
        }
    }

    @Override
    public void discard(Connection connection) throws SQLException {
        ConnectionSource.discard(source, connection);
    }

    private void request(CompletableFuture<Connection> pending) throws SQLException {
        try {
            threads.execute(() -> {
                try {
                    Connection connection = source.getConnection();
                    if (!pending.complete(connection)) {
                        giveBack(connection);
                    }
                } catch (Throwable thrown) {
                    pending.completeExceptionally(thrown);
                } finally {
                    places.release();
                }
            });
        } catch (RejectedExecutionException e) {
            places.release();
            throw new SQLException("the store is being closed", e);
        }
    }

    private static void giveUp(CompletableFuture<Connection> pending) {
        if (!pending.cancel(false) && !pending.isCompletedExceptionally()) {
            giveBack(pending.join());
        }
    }

    private static SQLException late(String why) {
        return new SQLTransientConnectionException(why, "08001");
    }

    private static void giveBack(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.log(Level.DEBUG, "A connection that arrived too late could not be closed", e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.log(Level.WARNING, "The data source still does not answer; its thread ends when it does");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
