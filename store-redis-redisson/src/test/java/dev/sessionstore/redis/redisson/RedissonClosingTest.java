package dev.sessionstore.redis.redisson;

import dev.sessionstore.redis.RedisClosingTests;
import dev.sessionstore.redis.RedisStoreBuilder;

class RedissonClosingTest extends RedisClosingTests {

    @Override
    protected RedisStoreBuilder client(String url) {
        return RedissonStore.builder(url);
    }
}
