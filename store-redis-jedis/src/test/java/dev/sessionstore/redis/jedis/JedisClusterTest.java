package dev.sessionstore.redis.jedis;

import dev.sessionstore.redis.RedisClusterTests;
import dev.sessionstore.redis.RedisStoreBuilder;

class JedisClusterTest extends RedisClusterTests {

    @Override
    protected RedisStoreBuilder client(String url) {
        return JedisStore.builder(url);
    }
}
