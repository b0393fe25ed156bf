package dev.sessionstore.redis.redisson;

import dev.sessionstore.redis.RedisDeadlineTests;
import dev.sessionstore.redis.RedisStoreBuilder;

class RedissonDeadlineTest extends RedisDeadlineTests {

    @Override
    protected RedisStoreBuilder client(String url) {
        return RedissonStore.builder(url);
    }
}
