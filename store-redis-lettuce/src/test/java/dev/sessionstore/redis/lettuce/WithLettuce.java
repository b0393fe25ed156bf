package dev.sessionstore.redis.lettuce;

import dev.sessionstore.redis.ClientUnderTest;
import dev.sessionstore.redis.RedisStore;
import dev.sessionstore.redis.RedisStoreBuilder;

interface WithLettuce extends ClientUnderTest {

    @Override
    default RedisStore open(String url) {
        return LettuceStore.open(url);
    }

    @Override
    default RedisStoreBuilder client(String url) {
        return LettuceStore.builder(url);
    }
}
