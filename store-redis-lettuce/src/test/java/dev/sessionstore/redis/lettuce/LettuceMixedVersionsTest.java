package dev.sessionstore.redis.lettuce;

import dev.sessionstore.redis.RedisMixedVersionsTests;
import dev.sessionstore.redis.RedisStoreBuilder;

class LettuceMixedVersionsTest extends RedisMixedVersionsTests {

    @Override
    protected RedisStoreBuilder client(String url) {
        return LettuceStore.builder(url);
    }
}
