package dev.sessionstore.redis.redisson;

import dev.sessionstore.redis.RedisOperationTests;

class RedissonOperationTest extends RedisOperationTests implements WithRedisson {}
