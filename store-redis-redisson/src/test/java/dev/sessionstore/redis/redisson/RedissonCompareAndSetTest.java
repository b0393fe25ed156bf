package dev.sessionstore.redis.redisson;

import dev.sessionstore.redis.RedisCompareAndSetTests;
import dev.sessionstore.redis.RedisStoreBuilder;

class RedissonCompareAndSetTest extends RedisCompareAndSetTests {

    @Override
    protected RedisStoreBuilder client(String url) {
        return RedissonStore.builder(url);
    }
}
