package dev.sessionstore.redis.lettuce;

import dev.sessionstore.redis.RedisLargeListingTests;
import dev.sessionstore.redis.RedisStoreBuilder;

class LettuceLargeListingTest extends RedisLargeListingTests {

    @Override
    protected RedisStoreBuilder client(String url) {
        return LettuceStore.builder(url);
    }
}
