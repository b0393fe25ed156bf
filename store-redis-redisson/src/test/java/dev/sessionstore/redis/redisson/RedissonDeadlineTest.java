package dev.sessionstore.redis.redisson;

import dev.sessionstore.redis.RedisDeadlineTests;

class RedissonDeadlineTest extends RedisDeadlineTests implements WithRedisson {}
