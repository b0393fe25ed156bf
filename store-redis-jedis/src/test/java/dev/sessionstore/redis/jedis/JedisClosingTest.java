package dev.sessionstore.redis.jedis;

import dev.sessionstore.redis.RedisClosingTests;
import dev.sessionstore.redis.RedisStoreBuilder;

class JedisClosingTest extends RedisClosingTests {

    @Override
    protected RedisStoreBuilder client(String url) {
        return JedisStore.builder(url);
    }
}
