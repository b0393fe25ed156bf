package dev.sessionstore.redis.lettuce;

import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The connection that all commands share, or the connections to the nodes of a cluster. Thread-safe. */
interface Link {

    CompletableFuture<?> CONNECTED = CompletableFuture.completedFuture(true);

    /** Sends one command. */
    <T extends @Nullable Object> CompletionStage<T> send(
            Function<RedisClusterAsyncCommands<String, String>, CompletionStage<T>> command);

    /** Ends when there is a connection to the owner of a key. */
    CompletableFuture<?> toMasterOf(String key);

    /** Replaces what the store has opened itself by connections to where the address leads now. */
    void reconnect();

    void close();

    static Link of(StatefulRedisConnection<String, String> connection, Runnable reconnect, Runnable close) {
        return new Fixed(connection.async(), key -> CONNECTED, reconnect, close);
    }

    static Link of(StatefulRedisClusterConnection<String, String> connection, Runnable reconnect, Runnable close) {
        return new Fixed(connection.async(), new ClusterConnections(connection)::toMasterOf, reconnect, close);
    }

    /** One that Lettuce itself makes anew when it is lost. */
    record Fixed(
            RedisClusterAsyncCommands<String, String> redis,
            Function<String, CompletableFuture<?>> masterOf,
            Runnable reconnecting,
            Runnable closing)
            implements Link {

        @Override
        public <T extends @Nullable Object> CompletionStage<T> send(
                Function<RedisClusterAsyncCommands<String, String>, CompletionStage<T>> command) {
            return command.apply(redis);
        }

        @Override
        public CompletableFuture<?> toMasterOf(String key) {
            return masterOf.apply(key);
        }

        @Override
        public void reconnect() {
            reconnecting.run();
        }

        @Override
        public void close() {
            closing.run();
        }
    }
}
