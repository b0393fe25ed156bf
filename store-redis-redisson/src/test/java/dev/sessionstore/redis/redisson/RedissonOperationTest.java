package dev.sessionstore.redis.redisson;

import dev.sessionstore.redis.RedisOperationTests;
import dev.sessionstore.redis.RedisStoreBuilder;

class RedissonOperationTest extends RedisOperationTests {

    @Override
    protected RedisStoreBuilder client(String url) {
        return RedissonStore.builder(url);
    }
}
