package dev.sessionstore.redis.redisson;

import dev.sessionstore.redis.RedisOutageTests;

class RedissonOutageTest extends RedisOutageTests implements WithRedisson {}
