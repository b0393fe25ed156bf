package dev.sessionstore.redis.jedis;

import dev.sessionstore.redis.RedisOperationTests;
import dev.sessionstore.redis.RedisStoreBuilder;

class JedisOperationTest extends RedisOperationTests {

    @Override
    protected RedisStoreBuilder client(String url) {
        return JedisStore.builder(url);
    }
}
