package dev.sessionstore.redis.jedis;

import dev.sessionstore.redis.RedisMixedVersionsTests;
import dev.sessionstore.redis.RedisStoreBuilder;

class JedisMixedVersionsTest extends RedisMixedVersionsTests {

    @Override
    protected RedisStoreBuilder client(String url) {
        return JedisStore.builder(url);
    }
}
