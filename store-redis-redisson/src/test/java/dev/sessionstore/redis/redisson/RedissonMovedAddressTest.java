package dev.sessionstore.redis.redisson;

import dev.sessionstore.redis.RedisMovedAddressTests;
import dev.sessionstore.redis.RedisStoreBuilder;

class RedissonMovedAddressTest extends RedisMovedAddressTests {

    @Override
    protected RedisStoreBuilder client(String url) {
        return RedissonStore.builder(url);
    }
}
