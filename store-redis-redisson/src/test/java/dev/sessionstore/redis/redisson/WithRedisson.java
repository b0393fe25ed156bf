package dev.sessionstore.redis.redisson;

import dev.sessionstore.redis.ClientUnderTest;
import dev.sessionstore.redis.RedisStore;
import dev.sessionstore.redis.RedisStoreBuilder;

interface WithRedisson extends ClientUnderTest {

    @Override
    default RedisStore open(String url) {
        return RedissonStore.open(url);
    }

    @Override
    default RedisStoreBuilder client(String url) {
        return RedissonStore.builder(url);
    }
}
