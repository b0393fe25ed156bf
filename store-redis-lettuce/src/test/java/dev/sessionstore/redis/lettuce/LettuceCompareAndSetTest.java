package dev.sessionstore.redis.lettuce;

import dev.sessionstore.redis.RedisCompareAndSetTests;
import dev.sessionstore.redis.RedisStoreBuilder;

class LettuceCompareAndSetTest extends RedisCompareAndSetTests {

    @Override
    protected RedisStoreBuilder client(String url) {
        return LettuceStore.builder(url);
    }
}
