package dev.sessionstore.redis.redisson;

import dev.sessionstore.redis.RedisAccessTests;
import java.util.List;

class RedissonAccessTest extends RedisAccessTests implements WithRedisson {

    @Override
    protected List<String> clientPermissions() {
        return List.of("+ping");
    }

    @Override
    protected List<String> clusterPermissions() {
        return List.of("+cluster|nodes");
    }
}
