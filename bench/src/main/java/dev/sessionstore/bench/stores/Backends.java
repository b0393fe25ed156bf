package dev.sessionstore.bench.stores;

import dev.sessionstore.Store;
import dev.sessionstore.StoreException;
import dev.sessionstore.jdbc.JdbcStore;
import dev.sessionstore.jdbc.JdbcStoreBuilder;
import dev.sessionstore.memory.MemoryStore;
import dev.sessionstore.redis.RedisStoreBuilder;
import dev.sessionstore.redis.jedis.JedisStore;
import dev.sessionstore.redis.lettuce.LettuceStore;
import dev.sessionstore.redis.redisson.RedissonStore;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The backends by name. A new one is one more line. */
public final class Backends {

    /** The backend that is this process. */
    public static final String MEMORY = "memory";

    /** So many sessions of 64 KiB take a quarter of the heap. */
    private static final int MOST_IN_MEMORY =
            (int) Math.max(100, Math.min(1_000_000, Runtime.getRuntime().maxMemory() / 4 / (64 << 10)));

    private static final Map<String, Function<StoreSpec, Store>> BY_NAME = new LinkedHashMap<>();

    static {
        BY_NAME.put(
                MEMORY,
                spec -> MemoryStore.builder().maxSessions(MOST_IN_MEMORY).build());
        BY_NAME.put("redis-lettuce", spec -> redis(spec, LettuceStore::builder));
        BY_NAME.put("redis-jedis", spec -> redis(spec, JedisStore::builder));
        BY_NAME.put("redis-redisson", spec -> redis(spec, RedissonStore::builder));
        BY_NAME.put("jdbc", Backends::jdbc);
    }

    private Backends() {}

    /** {@return the names that a {@link StoreSpec} can have as its backend, in the order to show them} */
    public static Set<String> names() {
        return Collections.unmodifiableSet(BY_NAME.keySet());
    }

    /**
     * Opens a store and reads once, so that an unreachable one is noticed at once. Makes the table of a database where
     * there is none.
     *
     * @param spec which store
     * @return the store; every call gives a new one
     * @throws IllegalArgumentException when an option of the spec is wrong
     * @throws StoreException when the backend does not answer or refuses
     */
    public static Store open(StoreSpec spec) {
        Function<StoreSpec, Store> backend = BY_NAME.get(spec.backend());
        if (backend == null) {
            throw new IllegalArgumentException("Unknown store '" + spec.backend() + "'");
        }
        @Nullable Store store = null;
        try {
            store = backend.apply(spec);
            store.get("probe");
            return store;
        } catch (RuntimeException e) {
            if (store != null) {
                store.close();
            }
            throw e;
        }
    }

    private static Store redis(StoreSpec spec, Function<String, RedisStoreBuilder> builderOf) {
        RedisStoreBuilder builder = builderOf.apply(spec.requiredUrl());
        if (spec.user() != null) {
            builder.user(spec.user());
        }
        if (spec.password() != null) {
            builder.password(spec.password());
        }
        if (spec.prefix() != null) {
            builder.prefix(spec.prefix());
        }
        if (spec.poolSize() != null) {
            builder.poolSize(spec.poolSize());
        }
        return builder.build();
    }

    private static Store jdbc(StoreSpec spec) {
        JdbcStoreBuilder builder = JdbcStore.builder(spec.requiredUrl()).createTable();
        if (spec.user() != null) {
            builder.user(spec.user());
        }
        if (spec.password() != null) {
            builder.password(spec.password());
        }
        if (spec.table() != null) {
            builder.table(spec.table());
        }
        if (spec.zone() != null) {
            builder.zone(spec.zone());
        }
        if (spec.poolSize() != null) {
            builder.poolSize(spec.poolSize());
        }
        return builder.build();
    }
}
