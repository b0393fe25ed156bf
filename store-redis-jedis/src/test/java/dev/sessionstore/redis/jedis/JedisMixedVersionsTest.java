package dev.sessionstore.redis.jedis;

import dev.sessionstore.redis.RedisMixedVersionsTests;

class JedisMixedVersionsTest extends RedisMixedVersionsTests implements WithJedis {}
