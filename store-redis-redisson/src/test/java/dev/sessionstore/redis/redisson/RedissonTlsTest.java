package dev.sessionstore.redis.redisson;

import dev.sessionstore.redis.RedisStoreBuilder;
import dev.sessionstore.redis.RedisTlsTests;

class RedissonTlsTest extends RedisTlsTests {

    @Override
    protected RedisStoreBuilder client(String url) {
        return RedissonStore.builder(url);
    }
}
