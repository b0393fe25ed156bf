package dev.sessionstore.redis.redisson;

import dev.sessionstore.redis.RedisWatchingTests;
import java.util.List;

class RedissonWatchingTest extends RedisWatchingTests implements WithRedisson {

    @Override
    protected List<String> clientPermissions() {
        return List.of("+ping");
    }
}
