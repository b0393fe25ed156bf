package dev.sessionstore.bench.targets;

import dev.sessionstore.bench.stores.Backends;
import dev.sessionstore.bench.stores.StoreSpec;

/** One backend. A space is the prefix or the table of one contender: lower-case letters, digits and underscores. */
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

    /** {@return what candidates over it are called} */
    String name();

    /** {@return whether there is a raw client for it here} */
    default boolean hasRawClient() {
        return true;
    }

    /** {@return our store, with what belongs to it} */
    OpenStore store(String space, int threads) throws Exception;

    /** {@return the raw client with the same settings of pools} */
    RawClient raw(String space, int threads) throws Exception;

    /** Removes everything that was written in a space. */
    void clear(String space) throws Exception;

    /** {@return reads what the server has done, on a connection of its own} */
    default ServerWatch watch() throws Exception {
        return ServerWatch.NONE;
    }
}
