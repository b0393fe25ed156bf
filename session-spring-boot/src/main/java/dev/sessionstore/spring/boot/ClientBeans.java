package dev.sessionstore.spring.boot;

import dev.sessionstore.Store;
import dev.sessionstore.jdbc.JdbcStore;
import dev.sessionstore.redis.jedis.JedisStore;
import dev.sessionstore.redis.redisson.RedissonStore;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RedissonClient;
import org.springframework.beans.factory.ListableBeanFactory;
import redis.clients.jedis.UnifiedJedis;

/** Clients and DataSources that the application has as beans, and keeps when the store is closed. */
final class ClientBeans {

    private ClientBeans() {}

    static @Nullable Supplier<Store> jedis(ListableBeanFactory beans, StoreOpening opening) {
        UnifiedJedis client = find(beans, UnifiedJedis.class);
        return client == null ? null : () -> opening.redis(JedisStore.builder(client));
    }

    static @Nullable Supplier<Store> redisson(ListableBeanFactory beans, StoreOpening opening) {
        RedissonClient client = find(beans, RedissonClient.class);
        return client == null ? null : () -> opening.redis(RedissonStore.builder(client));
    }

    static @Nullable Supplier<Store> dataSource(ListableBeanFactory beans, StoreOpening opening) {
        DataSource dataSource = find(beans, DataSource.class);
        return dataSource == null ? null : () -> opening.jdbc(JdbcStore.builder(dataSource));
    }

    /** {@return the only bean of a type, or the primary one; null when there is none} */
    static <T> @Nullable T find(ListableBeanFactory beans, Class<T> type) {
        T found = beans.getBeanProvider(type).getIfUnique();
        int count = found != null ? 1 : beans.getBeanNamesForType(type).length;
        if (count > 1) {
            throw new SessionStoreException(
                    "There are " + count + " beans of " + type.getName() + ", and session-store.url is not set.",
                    "Mark one of them as @Primary, set session-store.url, or define a bean of dev.sessionstore.Store.");
        }
        return found;
    }
}
