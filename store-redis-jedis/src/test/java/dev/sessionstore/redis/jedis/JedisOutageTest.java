package dev.sessionstore.redis.jedis;

import dev.sessionstore.redis.RedisOutageTests;
import dev.sessionstore.redis.RedisStoreBuilder;

class JedisOutageTest extends RedisOutageTests {

    @Override
    protected RedisStoreBuilder client(String url) {
        return JedisStore.builder(url);
    }
}
