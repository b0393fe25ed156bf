package dev.sessionstore.redis.jedis;

import dev.sessionstore.redis.RedisClusterTests;

class JedisClusterTest extends RedisClusterTests implements WithJedis {}
