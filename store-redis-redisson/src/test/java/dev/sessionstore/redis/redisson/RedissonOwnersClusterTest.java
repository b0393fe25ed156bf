package dev.sessionstore.redis.redisson;

import dev.sessionstore.redis.RedisOwnersClusterTests;

class RedissonOwnersClusterTest extends RedisOwnersClusterTests implements WithRedisson {}
