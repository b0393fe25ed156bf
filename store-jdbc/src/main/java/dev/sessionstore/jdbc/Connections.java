package dev.sessionstore.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.sessionstore.StoreException;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.sql.DataSource;

/** The connections of one store: their source, what ends overdue calls on them, and how they are closed. */
final class Connections {

    private static final System.Logger LOG = System.getLogger(Connections.class.getName());

    private final ConnectionSource source;
    private final CallDeadlines deadlines;
    private final Duration timeout;
    private final Runnable close;
    private final Runnable cut;

    /**
     * @param close ends the store's own pool and threads; may take long
     * @param cut makes a running {@code close} end at once
     */
    private Connections(
            ConnectionSource source, CallDeadlines deadlines, Duration timeout, Runnable close, Runnable cut) {
        this.source = source;
        this.deadlines = deadlines;
        this.timeout = timeout;
        this.close = close;
        this.cut = cut;
    }

    /**
     * Connections of the user's data source, which stays open. An overdue call's connection is aborted, or its socket is closed
     * if the data source's URL names our socket factory.
     *
     * @param waitIsBounded whether the user declared that the data source stops waiting in time
     */
    static Connections of(DataSource source, Duration timeout, boolean waitIsBounded) {
        ExecutorService aborting = aborting();
        CallDeadlines deadlines = new CallDeadlines(call -> {
            if (!TrackedSockets.ofOthers().cutUnder(call.thread())) {
                abort(call, aborting);
            }
        });
        ConnectionSource connections = ConnectionSource.of(source, timeout, waitIsBounded);
        return new Connections(connections, deadlines, timeout, connections::close, aborting::shutdown);
    }

    /**
     * Connections of a new pool that belongs to the store. An overdue call's socket is closed if the driver uses our socket
     * factory, else its connection is aborted.
     *
     * @param deadline for the first connection, by {@link System#nanoTime()}
     * @throws StoreException when no connection can be opened; nothing is left open
     */
    static Connections open(DriverOptions options, int size, Duration timeout, long deadline) {
        TrackedSockets sockets = new TrackedSockets();
        ExecutorService aborting = aborting();
        CallDeadlines deadlines = new CallDeadlines(call -> {
            boolean found = sockets.cutUnder(call.thread());
            if (!found && !sockets.areUsed()) {
                abort(call, aborting);
            }
        });
        Runnable cut = () -> {
            sockets.cutAll();
            aborting.shutdown();
        };
        try {
            DriverConnections source = new DriverConnections(options, timeout, sockets, deadlines);
            source.connectFirst(deadline);
            HikariDataSource pool = new HikariDataSource(config(source, size, timeout));
            return new Connections(new OwnConnectionSource(pool, timeout), deadlines, timeout, pool::close, cut);
        } catch (SQLException e) {
            cut.run();
            deadlines.close();
            throw new ErrorTranslator("open", "the database", true).translate(e);
        } catch (RuntimeException e) {
            cut.run();
            deadlines.close();
            throw e;
        }
    }

    private static HikariConfig config(DataSource source, int size, Duration timeout) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("session-store");
        config.setDataSource(source);
        config.setMaximumPoolSize(size);
        config.setConnectionTimeout(timeout.toMillis());
        config.setValidationTimeout(Math.max(250, timeout.toMillis() / 4));
        config.setInitializationFailTimeout(-1);
        return config;
    }

    private static ExecutorService aborting() {
        return Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "session-store-jdbc-abort");
            thread.setDaemon(true);
            return thread;
        });
    }

    private static void abort(CallDeadlines.Call call, ExecutorService aborting) {
        BorrowedConnection borrowed = call.borrowed();
        if (borrowed != null && !aborting.isShutdown()) {
            borrowed.abort(aborting);
        }
    }

    Database database() {
        return new Database(source, deadlines, timeout);
    }

    /** {@return until when a call that begins now may wait, by {@link System#nanoTime()}} */
    long deadline() {
        return System.nanoTime() + timeout.toNanos();
    }

    /**
     * Closes in a separate thread and waits for it, even when the calling thread is interrupted. What has not ended by the
     * deadline is cut. What does not end then either, such as a data source that hangs, is left to that thread.
     *
     * @param deadline by {@link System#nanoTime()}
     */
    void close(long deadline) {
        Thread closer = new Thread(
                () -> {
                    close.run();
                    deadlines.close();
                },
                "session-store-jdbc-close");
        closer.setDaemon(true);
        closer.start();
        long quarter = timeout.toNanos() / 4;
        Threads.join(closer, Math.max(deadline, System.nanoTime() + quarter / 2));
        cut.run();
        if (!Threads.join(closer, System.nanoTime() + quarter)) {
            LOG.log(Level.WARNING, "Connections did not close in time; a thread remains until they do");
        }
    }
}
