package dev.sessionstore.redis.lettuce;

import dev.sessionstore.redis.RedisAccessTests;
import dev.sessionstore.redis.RedisStoreBuilder;
import java.util.List;

class LettuceAccessTest extends RedisAccessTests {

    @Override
    protected RedisStoreBuilder client(String url) {
        return LettuceStore.builder(url);
    }

    @Override
    protected List<String> connecting() {
        return List.of();
    }

    @Override
    protected List<String> followingTheCluster() {
        return List.of("+cluster|nodes");
    }
}
