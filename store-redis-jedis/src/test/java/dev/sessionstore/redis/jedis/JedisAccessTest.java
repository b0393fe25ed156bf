package dev.sessionstore.redis.jedis;

import dev.sessionstore.redis.RedisAccessTests;
import dev.sessionstore.redis.RedisStoreBuilder;
import java.util.List;

class JedisAccessTest extends RedisAccessTests {

    @Override
    protected RedisStoreBuilder client(String url) {
        return JedisStore.builder(url);
    }

    @Override
    protected List<String> connecting() {
        return List.of();
    }

    @Override
    protected List<String> followingTheCluster() {
        return List.of("+cluster|slots");
    }
}
