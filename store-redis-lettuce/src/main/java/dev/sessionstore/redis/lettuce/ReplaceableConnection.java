package dev.sessionstore.redis.lettuce;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A connection that the store opens on a client that the application holds. It is replaced when it has gone silent or leads to
 * a replica. Lettuce itself restores only closed connections.
 */
final class ReplaceableConnection implements LettuceConnection {

    private static final System.Logger LOG = System.getLogger(ReplaceableConnection.class.getName());

    private final RedisClient client;
    private final long timeout;
    private final long betweenAttempts;
    private final AtomicLong lastAttempt = new AtomicLong(System.nanoTime());
    private volatile StatefulRedisConnection<String, String> connection;
    private volatile long lastAnswer = System.nanoTime();
    private volatile boolean closed;

    /**
     * Connects.
     *
     * @param timeout of a call of the store
     */
    ReplaceableConnection(RedisClient client, Duration timeout) {
        this.client = client;
        this.timeout = timeout.toNanos();
        this.betweenAttempts = Math.max(2 * this.timeout, Duration.ofSeconds(1).toNanos());
        this.connection = client.connect();
    }

    @Override
    public <T extends @Nullable Object> CompletionStage<T> send(
            Function<RedisClusterAsyncCommands<String, String>, CompletionStage<T>> command) {
        StatefulRedisConnection<String, String> used = connection;
        long sent = System.nanoTime();
        CompletionStage<T> answer = command.apply(used.async());
        CompletableFuture<T> future = answer.toCompletableFuture();
        future.whenComplete((value, thrown) -> {
            long now = System.nanoTime();
            if (!future.isCancelled()) {
                lastAnswer = now;
            } else if (lastAnswer - sent < 0 && now - sent >= timeout) {
                replace(used);
            }
        });
        return answer;
    }

    @Override
    public CompletableFuture<?> connectToMasterOf(String key) {
        return CONNECTED;
    }

    @Override
    public Object masterOf(String key) {
        return ONLY_MASTER;
    }

    @Override
    public void reconnect() {
        replace(connection);
    }

    /** Connects on another thread, since that blocks. Attempts have a minimum distance, also when one never ends. */
    private void replace(StatefulRedisConnection<String, String> old) {
        long now = System.nanoTime();
        long last = lastAttempt.get();
        if (connection == old && now - last >= betweenAttempts && lastAttempt.compareAndSet(last, now)) {
            Thread thread = new Thread(() -> replaceNow(old), "session store, connecting to Redis again");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void replaceNow(StatefulRedisConnection<String, String> old) {
        StatefulRedisConnection<String, String> fresh;
        try {
            fresh = client.connect();
        } catch (RuntimeException notYet) {
            LOG.log(System.Logger.Level.DEBUG, "A connection could not be replaced yet", notYet);
            return;
        }
        connection = fresh;
        old.closeAsync();
        if (closed) {
            fresh.close();
        }
    }

    @Override
    public void close() {
        closed = true;
        connection.close();
    }
}
