package dev.sessionstore.redis.jedis;

import dev.sessionstore.redis.RedisWatchingTests;

class JedisWatchingTest extends RedisWatchingTests implements WithJedis {}
