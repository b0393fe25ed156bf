package dev.sessionstore.redis.jedis;

import dev.sessionstore.redis.RedisCompareAndSetTests;

class JedisCompareAndSetTest extends RedisCompareAndSetTests implements WithJedis {}
