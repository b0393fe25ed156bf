package dev.sessionstore.redis.lettuce;

import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The connection that all commands share, or the connections to the nodes of a cluster. Thread-safe. */
interface LettuceConnection {

    CompletableFuture<?> CONNECTED = CompletableFuture.completedFuture(true);

    Object ONLY_MASTER = "the only master";

    /** Sends one command. */
    <T extends @Nullable Object> CompletionStage<T> send(
            Function<RedisClusterAsyncCommands<String, String>, CompletionStage<T>> command);

    /** {@return a future that ends when there is a connection to the owner of a key} */
    CompletableFuture<?> connectToMasterOf(String key);

    /** {@return the owner of a key as far as it is known, equal for the same server} */
    Object masterOf(String key);

    /** Replaces the connections that the store opened, by connections to where the address leads now. */
    void reconnect();

    void close();

    static LettuceConnection of(
            StatefulRedisConnection<String, String> connection, Runnable reconnect, Runnable close) {
        return new Shared(connection.async(), key -> CONNECTED, key -> ONLY_MASTER, reconnect, close);
    }

    static LettuceConnection of(
            StatefulRedisClusterConnection<String, String> connection, Runnable reconnect, Runnable close) {
        ClusterConnections nodes = new ClusterConnections(connection);
        return new Shared(connection.async(), nodes::connectToMasterOf, nodes::masterOf, reconnect, close);
    }

    /** A connection that Lettuce itself restores after a loss. */
    record Shared(
            RedisClusterAsyncCommands<String, String> redis,
            Function<String, CompletableFuture<?>> connecting,
            Function<String, Object> masters,
            Runnable reconnecting,
            Runnable closing)
            implements LettuceConnection {

        @Override
        public <T extends @Nullable Object> CompletionStage<T> send(
                Function<RedisClusterAsyncCommands<String, String>, CompletionStage<T>> command) {
            return command.apply(redis);
        }

        @Override
        public CompletableFuture<?> connectToMasterOf(String key) {
            return connecting.apply(key);
        }

        @Override
        public Object masterOf(String key) {
            return masters.apply(key);
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
