package dev.sessionstore.redis.jedis;

import dev.sessionstore.redis.RedisLargeListingTests;
import dev.sessionstore.redis.RedisStoreBuilder;

class JedisLargeListingTest extends RedisLargeListingTests {

    @Override
    protected RedisStoreBuilder client(String url) {
        return JedisStore.builder(url);
    }
}
