package dev.sessionstore.redis.jedis;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import redis.clients.jedis.Connection;

/**
 * Cuts connections under calls that take too long or whose thread was interrupted: a socket's own timeout bounds one read, but
 * neither a write nor an answer that trickles, and blocking I/O does not notice an interrupt.
 */
final class Overdue implements AutoCloseable {

    private static final int CHECKS_PER_TIMEOUT = 8;

    private final long timeout;
    private final Map<Connection, Call> calls = new ConcurrentHashMap<>();
    private final ScheduledExecutorService checker = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "session store: overdue calls");
        thread.setDaemon(true);
        return thread;
    });

    private record Call(Thread thread, long begin) {}

    Overdue(Duration timeout) {
        this.timeout = timeout.toNanos();
        long pause = Math.max(1, this.timeout / CHECKS_PER_TIMEOUT);
        checker.scheduleWithFixedDelay(this::cut, pause, pause, TimeUnit.NANOSECONDS);
    }

    <T> T bounding(Connection connection, Supplier<T> call) {
        calls.put(connection, new Call(Thread.currentThread(), System.nanoTime()));
        try {
            return call.get();
        } finally {
            calls.remove(connection);
        }
    }

    private void cut() {
        calls.keySet().forEach(connection -> calls.computeIfPresent(connection, this::cutIfOverdue));
    }

    /** Runs while the call is known, so that a connection is never cut under the next call. */
    private Call cutIfOverdue(Connection connection, Call call) {
        if (System.nanoTime() - call.begin > timeout || call.thread.isInterrupted()) {
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

    @Override
    public void close() {
        checker.shutdownNow();
    }
}
