package dev.sessionstore.redis.redisson;

import dev.sessionstore.redis.RedisTlsTests;

class RedissonTlsTest extends RedisTlsTests implements WithRedisson {}
