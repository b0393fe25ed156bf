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

/** Where a store's connections come from, what ends calls on them in time, and how to let go of them. */
final class Connections {

    private static final System.Logger LOG = System.getLogger(Connections.class.getName());

    private final ConnectionSource lender;
    private final CallDeadlines deadlines;
    private final Duration timeout;
    private final Runnable close;
    private final Runnable cut;

    /**
     * @param close ends what is the store's own; may take long
     * @param cut lets it end at once
     */
    private Connections(
            ConnectionSource lender, CallDeadlines deadlines, Duration timeout, Runnable close, Runnable cut) {
        this.lender = lender;
        this.deadlines = deadlines;
        this.timeout = timeout;
        this.close = close;
        this.cut = cut;
    }

    /**
     * Those of the user's data source, which stays open. A call's connection is cut by aborting it, or by closing the socket under
     * it, where the user has named our socket factory to the driver.
     *
     * @param waitIsBounded whether the user says that it gives up waiting in time
     */
    static Connections of(DataSource source, Duration timeout, boolean waitIsBounded) {
        ExecutorService aborting = aborting();
        CallDeadlines deadlines = new CallDeadlines(call -> {
            if (!TrackedSockets.ofOthers().cutUnder(call.thread())) {
                abort(call, aborting);
            }
        });
        ConnectionSource lender = ConnectionSource.of(source, timeout, waitIsBounded);
        return new Connections(lender, deadlines, timeout, lender::close, aborting::shutdown);
    }

    /**
     * Those of a pool of the store's own. A call's connection is cut by closing the socket under it, where the driver uses ours.
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
            throw new Errors("open", "the database", true).translate(e);
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
        Lent lent = call.lent();
        if (lent != null && !aborting.isShutdown()) {
            lent.abort(aborting);
        }
    }

    Database database() {
        return new Database(lender, deadlines, timeout);
    }

    /** {@return until when a call that begins now may wait, by {@link System#nanoTime()}} */
    long deadline() {
        return System.nanoTime() + timeout.toNanos();
    }

    /**
     * Closes in a thread that nobody interrupts, and waits for it even when this one is interrupted. What does not end by the
     * deadline is cut; what does not end then either, such as a data source that hangs, is left to that thread.
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
            LOG.log(
                    Level.WARNING,
                    "Connections do not close in time; they are left to a thread that ends when they do");
        }
    }
}
