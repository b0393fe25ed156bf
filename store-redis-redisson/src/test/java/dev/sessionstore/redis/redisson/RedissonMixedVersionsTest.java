package dev.sessionstore.redis.redisson;

import dev.sessionstore.redis.RedisMixedVersionsTests;

class RedissonMixedVersionsTest extends RedisMixedVersionsTests implements WithRedisson {}
