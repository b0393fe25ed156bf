package dev.sessionstore.redis.lettuce;

import dev.sessionstore.redis.RedisClosingTests;
import dev.sessionstore.redis.RedisStoreBuilder;

class LettuceClosingTest extends RedisClosingTests {

    @Override
    protected RedisStoreBuilder client(String url) {
        return LettuceStore.builder(url);
    }
}
