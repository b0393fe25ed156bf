package dev.sessionstore.redis.redisson;

import dev.sessionstore.redis.RedisCompareAndSetTests;

class RedissonCompareAndSetTest extends RedisCompareAndSetTests implements WithRedisson {}
