package dev.sessionstore.redis.jedis;

import dev.sessionstore.redis.RedisDeadlineTests;
import dev.sessionstore.redis.RedisStoreBuilder;

class JedisDeadlineTest extends RedisDeadlineTests {

    @Override
    protected RedisStoreBuilder client(String url) {
        return JedisStore.builder(url);
    }
}
