package dev.sessionstore.redis.lettuce;

import dev.sessionstore.redis.RedisOutageTests;
import dev.sessionstore.redis.RedisStoreBuilder;

class LettuceOutageTest extends RedisOutageTests {

    @Override
    protected RedisStoreBuilder client(String url) {
        return LettuceStore.builder(url);
    }
}
