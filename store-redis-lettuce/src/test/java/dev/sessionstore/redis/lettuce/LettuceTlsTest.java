package dev.sessionstore.redis.lettuce;

import dev.sessionstore.redis.RedisStoreBuilder;
import dev.sessionstore.redis.RedisTlsTests;

class LettuceTlsTest extends RedisTlsTests {

    @Override
    protected RedisStoreBuilder client(String url) {
        return LettuceStore.builder(url);
    }
}
