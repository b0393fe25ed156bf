package dev.sessionstore.redis.redisson;

import dev.sessionstore.redis.RedisClusterTests;
import dev.sessionstore.redis.RedisStoreBuilder;

class RedissonClusterTest extends RedisClusterTests {

    @Override
    protected RedisStoreBuilder client(String url) {
        return RedissonStore.builder(url);
    }
}
