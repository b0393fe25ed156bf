package dev.sessionstore.redis.jedis;

import dev.sessionstore.redis.RedisOpeningTests;

class JedisOpeningTest extends RedisOpeningTests implements WithJedis {}
