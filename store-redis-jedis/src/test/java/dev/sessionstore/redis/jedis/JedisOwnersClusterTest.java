package dev.sessionstore.redis.jedis;

import dev.sessionstore.redis.RedisOwnersClusterTests;

class JedisOwnersClusterTest extends RedisOwnersClusterTests implements WithJedis {}
