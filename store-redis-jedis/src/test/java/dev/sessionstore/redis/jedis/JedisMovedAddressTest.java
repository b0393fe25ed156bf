package dev.sessionstore.redis.jedis;

import dev.sessionstore.redis.RedisMovedAddressTests;
import dev.sessionstore.redis.RedisStoreBuilder;

class JedisMovedAddressTest extends RedisMovedAddressTests {

    @Override
    protected RedisStoreBuilder client(String url) {
        return JedisStore.builder(url);
    }
}
