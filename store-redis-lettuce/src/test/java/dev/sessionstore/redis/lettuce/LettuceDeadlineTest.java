package dev.sessionstore.redis.lettuce;

import dev.sessionstore.redis.RedisDeadlineTests;
import dev.sessionstore.redis.RedisStoreBuilder;

class LettuceDeadlineTest extends RedisDeadlineTests {

    @Override
    protected RedisStoreBuilder client(String url) {
        return LettuceStore.builder(url);
    }
}
