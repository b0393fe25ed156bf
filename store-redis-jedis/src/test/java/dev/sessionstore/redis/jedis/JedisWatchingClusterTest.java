package dev.sessionstore.redis.jedis;

import dev.sessionstore.redis.RedisWatchingClusterTests;

class JedisWatchingClusterTest extends RedisWatchingClusterTests implements WithJedis {}
