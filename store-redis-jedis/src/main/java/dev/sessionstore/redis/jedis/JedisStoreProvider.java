package dev.sessionstore.redis.jedis;

import dev.sessionstore.Store;
import dev.sessionstore.StoreProvider;
import dev.sessionstore.Stores;

/** Lets {@link Stores#open} find this module. */
public final class JedisStoreProvider implements StoreProvider {

    @Override
    public String name() {
        return "store-redis-jedis";
    }

    @Override
    public boolean accepts(String url) {
        return url.regionMatches(true, 0, "redis", 0, 5);
    }

    @Override
    public Store open(String url) {
        return JedisStore.open(url);
    }
}
