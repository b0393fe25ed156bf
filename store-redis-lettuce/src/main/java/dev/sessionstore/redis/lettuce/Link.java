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

    Object THE_MASTER = "the master";

    /** Sends one command. */
    <T extends @Nullable Object> CompletionStage<T> send(
            Function<RedisClusterAsyncCommands<String, String>, CompletionStage<T>> command);

    /** Ends when there is a connection to the owner of a key. */
    CompletableFuture<?> toMasterOf(String key);

    /** {@return the owner of a key as far as it is known, equal for the same server} */
    Object masterOf(String key);

    /** Replaces what the store has opened itself by connections to where the address leads now. */
    void reconnect();

    void close();

    static Link of(StatefulRedisConnection<String, String> connection, Runnable reconnect, Runnable close) {
        return new Fixed(connection.async(), key -> CONNECTED, key -> THE_MASTER, reconnect, close);
    }

    static Link of(StatefulRedisClusterConnection<String, String> connection, Runnable reconnect, Runnable close) {
        ClusterConnections nodes = new ClusterConnections(connection);
        return new Fixed(connection.async(), nodes::toMasterOf, nodes::masterOf, reconnect, close);
    }

    /** One that Lettuce itself makes anew when it is lost. */
    record Fixed(
            RedisClusterAsyncCommands<String, String> redis,
            Function<String, CompletableFuture<?>> connected,
            Function<String, Object> masters,
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
            return connected.apply(key);
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
