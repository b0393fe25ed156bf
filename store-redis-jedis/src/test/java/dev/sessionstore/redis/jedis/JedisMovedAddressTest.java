package dev.sessionstore.redis.jedis;

import dev.sessionstore.redis.RedisMovedAddressTests;

class JedisMovedAddressTest extends RedisMovedAddressTests implements WithJedis {}
