package dev.sessionstore.redis.lettuce;

import dev.sessionstore.redis.RedisClusterTests;
import dev.sessionstore.redis.RedisStoreBuilder;

class LettuceClusterTest extends RedisClusterTests {

    @Override
    protected RedisStoreBuilder client(String url) {
        return LettuceStore.builder(url);
    }
}
