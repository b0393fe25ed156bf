package dev.sessionstore.redis.jedis;

import dev.sessionstore.redis.RedisStoreBuilder;
import dev.sessionstore.redis.RedisTlsTests;

class JedisTlsTest extends RedisTlsTests {

    @Override
    protected RedisStoreBuilder client(String url) {
        return JedisStore.builder(url);
    }
}
