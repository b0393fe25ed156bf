package dev.sessionstore.redis.jedis;

import dev.sessionstore.redis.RedisDeadlineTests;

class JedisDeadlineTest extends RedisDeadlineTests implements WithJedis {}
