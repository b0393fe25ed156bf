package dev.sessionstore.spring.boot;

import dev.sessionstore.Store;
import dev.sessionstore.jdbc.JdbcStore;
import dev.sessionstore.jdbc.JdbcStoreBuilder;
import dev.sessionstore.memory.MemoryStore;
import dev.sessionstore.redis.RedisStoreBuilder;
import dev.sessionstore.redis.jedis.JedisStore;
import dev.sessionstore.redis.lettuce.LettuceStore;
import dev.sessionstore.redis.redisson.RedissonStore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Opens stores with the options of {@code session-store.*}. Names classes of a store module only in the method that needs it. */
record StoreOpening(SessionStoreProperties properties) {

    Store fromUrl(StoreType type, String url) {
        return switch (type) {
            case MEMORY -> memory();
            case LETTUCE -> ownRedis(LettuceStore.builder(url));
            case JEDIS -> ownRedis(JedisStore.builder(url));
            case REDISSON -> ownRedis(RedissonStore.builder(url));
            case JDBC -> ownJdbc(JdbcStore.builder(url));
        };
    }

    private Store memory() {
        MemoryStore.Builder store = MemoryStore.builder();
        given(properties.memory().maxSessions(), store::maxSessions);
        return store.build();
    }

    private Store ownRedis(RedisStoreBuilder store) {
        return redis(store, properties.user(), properties.password());
    }

    /** Over a client with its own address. */
    Store redis(RedisStoreBuilder store) {
        given(properties.prefix(), store::prefix);
        given(properties.timeout(), store::timeout);
        return store.build();
    }

    Store redis(RedisStoreBuilder store, @Nullable String user, @Nullable String password) {
        given(user, store::user);
        given(password, store::password);
        given(properties.poolSize(), store::poolSize);
        return redis(store);
    }

    private Store ownJdbc(JdbcStoreBuilder store) {
        given(properties.user(), store::user);
        given(properties.password(), store::password);
        given(properties.poolSize(), store::poolSize);
        return jdbc(store);
    }

    /** Over a DataSource with its own address. */
    Store jdbc(JdbcStoreBuilder store) {
        given(properties.jdbc().table(), store::table);
        given(properties.jdbc().schema(), store::schema);
        given(properties.timeout(), store::timeout);
        if (properties.jdbc().createTable()) {
            store.createTable();
        }
        return store.build();
    }

    private static <T> void given(@Nullable T option, Consumer<T> setter) {
        if (option != null) {
            setter.accept(option);
        }
    }
}
