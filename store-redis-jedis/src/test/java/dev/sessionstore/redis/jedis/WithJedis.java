package dev.sessionstore.redis.jedis;

import dev.sessionstore.redis.ClientUnderTest;
import dev.sessionstore.redis.RedisStore;
import dev.sessionstore.redis.RedisStoreBuilder;

interface WithJedis extends ClientUnderTest {

    @Override
    default RedisStore open(String url) {
        return JedisStore.open(url);
    }

    @Override
    default RedisStoreBuilder client(String url) {
        return JedisStore.builder(url);
    }
}
