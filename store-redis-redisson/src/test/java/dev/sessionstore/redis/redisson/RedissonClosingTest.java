package dev.sessionstore.redis.redisson;

import dev.sessionstore.redis.RedisClosingTests;

class RedissonClosingTest extends RedisClosingTests implements WithRedisson {}
