package dev.sessionstore.redis.redisson;

import dev.sessionstore.redis.RedisStore;
import dev.sessionstore.redis.RedisStoreBuilder;
import org.redisson.api.RedissonClient;

/**
 * Opens a {@link RedisStore} over Redisson:
 *
 * <pre>{@code
 * try (RedisStore store = RedissonStore.open("redis://localhost:6379")) { … }
 * }</pre>
 *
 * <p>Commands go through Redisson's command executor, word by word as {@link RedisStore} says. Connections come from Redisson's
 * pool, of 32 per server unless {@code poolSize} says otherwise.
 *
 * <p>Redisson as it comes sends commands again up to four times. The store turns that off for its own calls, on a client that
 * the application holds too; only redirections of a cluster are followed. The client must read from the master alone
 * ({@code setReadMode(ReadMode.MASTER)}; the default on cluster and sentinel is another); the builder refuses one that does not.
 * A connection of it that has gone silent is replaced by Redisson itself, after its {@code pingConnectionInterval} (30 s by
 * default; 0 means never); one to a server that has become a replica behind its address is not, since no client shows its
 * connections: let the name in the address change, which Redisson follows, or restart the client when
 * {@link dev.sessionstore.StoreEvent.Disconnected} tells {@code READONLY}. Its codec and its {@code NameMapper} do not matter.
 */
public final class RedissonStore {

    private RedissonStore() {}

    /**
     * Opens a store with its own client, which ends with the store.
     *
     * @param url one of the forms of {@link dev.sessionstore.redis.RedisUrl}
     * @throws dev.sessionstore.StoreUnavailableException when Redis could not be reached
     * @throws dev.sessionstore.StoreException when Redis refused
     * @throws IllegalArgumentException when the URL is none
     */
    public static RedisStore open(String url) {
        return builder(url).build();
    }

    /**
     * Stores that open their own client.
     *
     * @param url one of the forms of {@link dev.sessionstore.redis.RedisUrl}
     * @throws IllegalArgumentException when the URL is none
     */
    public static RedisStoreBuilder builder(String url) {
        return RedisStoreBuilder.opening(url, OwnRedisson::open, Replies::in);
    }

    /**
     * Stores over a client that stays the caller's.
     *
     * @param client made by {@code Redisson.create}, of one server, a cluster or a master that sentinels name, reading from the master
     */
    public static RedisStoreBuilder builder(RedissonClient client) {
        return RedisStoreBuilder.over(
                timeout -> {
                    ReplicaReads.refuse(client.getConfig());
                    return new RedissonCommands(client, timeout, () -> {}, () -> {}, () -> {});
                },
                Replies::in);
    }
}
