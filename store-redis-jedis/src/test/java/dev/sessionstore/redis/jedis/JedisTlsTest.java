package dev.sessionstore.redis.jedis;

import dev.sessionstore.redis.RedisTlsTests;

class JedisTlsTest extends RedisTlsTests implements WithJedis {}
