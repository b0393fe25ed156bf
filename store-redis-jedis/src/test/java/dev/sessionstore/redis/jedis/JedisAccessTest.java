package dev.sessionstore.redis.jedis;

import dev.sessionstore.redis.RedisAccessTests;
import java.util.List;

class JedisAccessTest extends RedisAccessTests implements WithJedis {

    @Override
    protected List<String> clientPermissions() {
        return List.of();
    }

    @Override
    protected List<String> clusterPermissions() {
        return List.of("+cluster|slots");
    }
}
