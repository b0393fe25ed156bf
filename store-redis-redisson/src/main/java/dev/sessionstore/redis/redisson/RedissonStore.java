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
 * <p><b>Connections.</b> Each command takes a connection from Redisson's pool, of 32 per server unless {@code poolSize} says
 * otherwise. Redisson reconnects by itself. Each watch ({@code watching()}) opens one more to each master.
 *
 * <p><b>A client that the application holds.</b> Redisson sends a command again up to four times by default. The store turns that
 * off for its own commands and follows only redirections of a cluster. The builder refuses a client that reads from replicas, the
 * default on cluster and sentinels; set {@code setReadMode(ReadMode.MASTER)}. The client's codec and {@code NameMapper} have no
 * effect on the store.
 *
 * <p>Redisson replaces a silent connection after its {@code pingConnectionInterval}, 30 s by default and never with 0. A
 * connection to a server that has become a replica behind its address is replaced in stores from a URL only. Restart a client
 * that the application holds when the cause of {@link dev.sessionstore.StoreEvent.Disconnected} contains {@code READONLY}, or use
 * a name whose address changes, which Redisson follows.
 */
public final class RedissonStore {

    private RedissonStore() {}

    /**
     * Opens a store with default options and a client of its own.
     *
     * @param url one of the forms of {@link dev.sessionstore.redis.RedisUrl}
     * @return a connected store; {@code close()} closes its client too
     * @throws dev.sessionstore.StoreUnavailableException when Redis was not reached in time
     * @throws dev.sessionstore.StoreException when Redis refused, for example the password
     * @throws IllegalArgumentException when the URL has none of these forms
     */
    public static RedisStore open(String url) {
        return builder(url).build();
    }

    /**
     * A builder of stores that open a client of their own. They connect in {@code build()}.
     *
     * @param url one of the forms of {@link dev.sessionstore.redis.RedisUrl}
     * @throws IllegalArgumentException when the URL has none of these forms
     */
    public static RedisStoreBuilder builder(String url) {
        return RedisStoreBuilder.opening(url, RedissonClients::open, RedissonCommands::replyIn);
    }

    /**
     * A builder of stores over a client that the application holds. {@code close()} leaves it open.
     *
     * @param client from {@code Redisson.create}, of one server, sentinels or a cluster, reading from masters
     */
    public static RedisStoreBuilder builder(RedissonClient client) {
        return RedisStoreBuilder.over(
                timeout -> {
                    ClientRequirements.requireReadsFromMaster(client.getConfig());
                    return new RedissonCommands(client, timeout, () -> {}, () -> {}, () -> {});
                },
                RedissonCommands::replyIn);
    }
}
