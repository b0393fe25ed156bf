package dev.sessionstore.redis.redisson;

import dev.sessionstore.redis.RedisLargeListingTests;
import dev.sessionstore.redis.RedisStoreBuilder;

class RedissonLargeListingTest extends RedisLargeListingTests {

    @Override
    protected RedisStoreBuilder client(String url) {
        return RedissonStore.builder(url);
    }
}
