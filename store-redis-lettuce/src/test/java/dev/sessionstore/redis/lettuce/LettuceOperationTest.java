package dev.sessionstore.redis.lettuce;

import dev.sessionstore.redis.RedisOperationTests;
import dev.sessionstore.redis.RedisStoreBuilder;

class LettuceOperationTest extends RedisOperationTests {

    @Override
    protected RedisStoreBuilder client(String url) {
        return LettuceStore.builder(url);
    }
}
