package dev.sessionstore.redis.redisson;

import dev.sessionstore.redis.RedisOutageTests;
import dev.sessionstore.redis.RedisStoreBuilder;

class RedissonOutageTest extends RedisOutageTests {

    @Override
    protected RedisStoreBuilder client(String url) {
        return RedissonStore.builder(url);
    }
}
