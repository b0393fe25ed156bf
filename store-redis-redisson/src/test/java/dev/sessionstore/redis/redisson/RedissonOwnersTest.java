package dev.sessionstore.redis.redisson;

import dev.sessionstore.redis.RedisOwnersTests;

class RedissonOwnersTest extends RedisOwnersTests implements WithRedisson {}
