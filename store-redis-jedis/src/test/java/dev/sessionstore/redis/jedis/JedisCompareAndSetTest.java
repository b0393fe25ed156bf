package dev.sessionstore.redis.jedis;

import dev.sessionstore.redis.RedisCompareAndSetTests;
import dev.sessionstore.redis.RedisStoreBuilder;

class JedisCompareAndSetTest extends RedisCompareAndSetTests {

    @Override
    protected RedisStoreBuilder client(String url) {
        return JedisStore.builder(url);
    }
}
