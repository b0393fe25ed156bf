package dev.sessionstore.redis.redisson;

import dev.sessionstore.redis.RedisMixedVersionsTests;
import dev.sessionstore.redis.RedisStoreBuilder;

class RedissonMixedVersionsTest extends RedisMixedVersionsTests {

    @Override
    protected RedisStoreBuilder client(String url) {
        return RedissonStore.builder(url);
    }
}
