package dev.sessionstore.redis.redisson;

import dev.sessionstore.redis.RedisWatchingClusterTests;

class RedissonWatchingClusterTest extends RedisWatchingClusterTests implements WithRedisson {}
