package dev.sessionstore.redis.lettuce;

import dev.sessionstore.redis.RedisAccessTests;
import java.util.List;

class LettuceAccessTest extends RedisAccessTests implements WithLettuce {

    @Override
    protected List<String> clientPermissions() {
        return List.of();
    }

    @Override
    protected List<String> clusterPermissions() {
        return List.of("+cluster|nodes");
    }
}
