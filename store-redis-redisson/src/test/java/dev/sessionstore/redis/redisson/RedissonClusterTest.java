package dev.sessionstore.redis.redisson;

import dev.sessionstore.redis.RedisClusterTests;

class RedissonClusterTest extends RedisClusterTests implements WithRedisson {}
