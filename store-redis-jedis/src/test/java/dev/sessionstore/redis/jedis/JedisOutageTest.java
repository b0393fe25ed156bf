package dev.sessionstore.redis.jedis;

import dev.sessionstore.redis.RedisOutageTests;

class JedisOutageTest extends RedisOutageTests implements WithJedis {}
