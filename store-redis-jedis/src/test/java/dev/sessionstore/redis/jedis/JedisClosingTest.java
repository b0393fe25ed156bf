package dev.sessionstore.redis.jedis;

import dev.sessionstore.redis.RedisClosingTests;

class JedisClosingTest extends RedisClosingTests implements WithJedis {}
