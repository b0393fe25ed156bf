package dev.sessionstore.redis.redisson;

import dev.sessionstore.redis.RedisOpeningTests;

class RedissonOpeningTest extends RedisOpeningTests implements WithRedisson {}
