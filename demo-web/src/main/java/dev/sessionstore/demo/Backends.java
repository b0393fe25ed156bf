package dev.sessionstore.demo;

import dev.sessionstore.Store;
import dev.sessionstore.jdbc.JdbcStore;
import dev.sessionstore.jdbc.JdbcStoreBuilder;
import dev.sessionstore.memory.MemoryStore;
import dev.sessionstore.redis.RedisStoreBuilder;
import dev.sessionstore.redis.jedis.JedisStore;
import dev.sessionstore.redis.lettuce.LettuceStore;
import dev.sessionstore.redis.redisson.RedissonStore;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The stores that the demo can use, by the name that {@code --store} takes. A new one is one more line. */
final class Backends {

    private static final Map<String, Function<StoreOptions, Store>> BY_NAME = new LinkedHashMap<>();

    static {
        BY_NAME.put("memory", Backends::memory);
        BY_NAME.put("redis-lettuce", options -> redis(options, LettuceStore::builder));
        BY_NAME.put("redis-jedis", options -> redis(options, JedisStore::builder));
        BY_NAME.put("redis-redisson", options -> redis(options, RedissonStore::builder));
        BY_NAME.put("jdbc", Backends::jdbc);
    }

    private Backends() {}

    /**
     * Opens the store and asks it something, so that an unreachable one is noticed before the first request.
     *
     * @throws StartException when there is no such backend, its options are wrong or it does not answer
     */
    static Store open(StoreOptions options) {
        Function<StoreOptions, Store> backend = BY_NAME.get(options.store);
        if (backend == null) {
            throw new StartException(
                    "Unknown --store '" + options.store + "', choose one of " + String.join(", ", BY_NAME.keySet()),
                    null);
        }
        @Nullable Store store = null;
        try {
            store = backend.apply(options);
            store.get("probe");
            return store;
        } catch (RuntimeException e) {
            if (store != null) {
                store.close();
            }
            throw new StartException("Cannot use --store " + options.store + ": " + e.getMessage(), e);
        }
    }

    private static Store memory(StoreOptions options) {
        refuse(options.url, "--url");
        refuse(options.user, "--user");
        refuse(options.password, "--password");
        refuse(options.prefix, "--prefix");
        return MemoryStore.builder().build();
    }

    private static Store redis(StoreOptions options, Function<String, RedisStoreBuilder> builderOf) {
        if (options.url == null) {
            throw new IllegalArgumentException("it needs --url redis[s]://[user:password@]host:port[/db],"
                    + " redis-cluster://host:port,... or redis-sentinel://host:port,.../master-name");
        }
        RedisStoreBuilder builder = builderOf.apply(options.url);
        if (options.user != null) {
            builder.user(options.user);
        }
        if (options.password != null) {
            builder.password(options.password);
        }
        if (options.prefix != null) {
            builder.prefix(options.prefix);
        }
        return builder.build();
    }

    private static Store jdbc(StoreOptions options) {
        refuse(options.prefix, "--prefix");
        if (options.url == null) {
            throw new IllegalArgumentException("it needs --url jdbc:mysql|mariadb|postgresql|h2:...");
        }
        JdbcStoreBuilder builder = JdbcStore.builder(options.url).createTable();
        if (options.user != null) {
            builder.user(options.user);
        }
        if (options.password != null) {
            builder.password(options.password);
        }
        if (options.zone != null) {
            builder.zone(options.zone);
        }
        return builder.build();
    }

    private static void refuse(@Nullable String value, String option) {
        if (value != null) {
            throw new IllegalArgumentException("it takes no " + option);
        }
    }

    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return BY_NAME.keySet().iterator();
        }
    }
}
