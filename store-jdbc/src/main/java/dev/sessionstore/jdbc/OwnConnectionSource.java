package dev.sessionstore.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Borrows from the store's own pool, which stops waiting in time. */
final class OwnConnectionSource implements ConnectionSource {

    private final HikariDataSource pool;
    private final long timeout;
    private final AtomicLong replaced;

    OwnConnectionSource(HikariDataSource pool, Duration timeout) {
        this.pool = pool;
        this.timeout = timeout.toNanos();
        this.replaced = new AtomicLong(System.nanoTime() - this.timeout);
    }

    @Override
    public Connection borrow(long nanos) throws SQLException {
        return pool.getConnection();
    }

    @Override
    public void discard(Connection connection) {
        pool.evictConnection(connection);
    }

    /** Evicts all other connections too, because they lead to the same server, but at most once per timeout. */
    @Override
    public void leaveServer(Connection connection) {
        pool.evictConnection(connection);
        long last = replaced.get();
        long now = System.nanoTime();
        if (now - last >= timeout && replaced.compareAndSet(last, now)) {
            pool.getHikariPoolMXBean().softEvictConnections();
        }
    }

    @Override
    public void close() {}
}
