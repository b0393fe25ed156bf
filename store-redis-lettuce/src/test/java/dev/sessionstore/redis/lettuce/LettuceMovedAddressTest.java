package dev.sessionstore.redis.lettuce;

import dev.sessionstore.redis.RedisMovedAddressTests;
import dev.sessionstore.redis.RedisStoreBuilder;

class LettuceMovedAddressTest extends RedisMovedAddressTests {

    @Override
    protected RedisStoreBuilder client(String url) {
        return LettuceStore.builder(url);
    }
}
