package dev.sessionstore.redis.jedis;

import dev.sessionstore.redis.RedisOperationTests;

class JedisOperationTest extends RedisOperationTests implements WithJedis {}
