package dev.sessionstore.bench.targets;

import dev.sessionstore.bench.stores.Backends;
import dev.sessionstore.bench.stores.StoreSpec;

/** One backend. A namespace is the prefix or the table of one target: lower-case letters, digits and underscores. */
interface Backend {

    /** {@return the backend that a spec means} Its prefix and table do not count. */
    static Backend of(StoreSpec spec) {
        return switch (spec.backend()) {
            case Backends.MEMORY -> new MemoryBackend();
            case "redis-lettuce" -> new RedisBackend(spec, RedisBackend.Client.LETTUCE);
            case "redis-jedis" -> new RedisBackend(spec, RedisBackend.Client.JEDIS);
            case "redis-redisson" -> new RedisBackend(spec, RedisBackend.Client.REDISSON);
            case "jdbc" -> new JdbcBackend(spec);
            default -> throw new IllegalArgumentException("The benchmark does not know " + spec.name());
        };
    }

    /** {@return what targets over it are called} */
    String name();

    /** {@return whether there is a raw client for it here} */
    default boolean hasRawClient() {
        return true;
    }

    /** {@return our store, with what belongs to it} */
    OpenStore store(String namespace, int threads) throws Exception;

    /** {@return the raw client with the same settings of pools} */
    RawClient raw(String namespace, int threads) throws Exception;

    /** Removes everything that was written in a namespace. */
    void clear(String namespace) throws Exception;

    /** {@return reads what the server has done, on a connection of its own} */
    default ServerWatch watch() throws Exception {
        return ServerWatch.NONE;
    }
}
