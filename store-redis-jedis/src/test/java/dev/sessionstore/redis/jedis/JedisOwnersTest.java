package dev.sessionstore.redis.jedis;

import dev.sessionstore.redis.RedisOwnersTests;

class JedisOwnersTest extends RedisOwnersTests implements WithJedis {}
