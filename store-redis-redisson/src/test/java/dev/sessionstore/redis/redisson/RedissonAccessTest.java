package dev.sessionstore.redis.redisson;

import dev.sessionstore.redis.RedisAccessTests;
import dev.sessionstore.redis.RedisStoreBuilder;
import java.util.List;

class RedissonAccessTest extends RedisAccessTests {

    @Override
    protected RedisStoreBuilder client(String url) {
        return RedissonStore.builder(url);
    }

    @Override
    protected List<String> connecting() {
        return List.of("+ping");
    }

    @Override
    protected List<String> followingTheCluster() {
        return List.of("+cluster|nodes");
    }
}
