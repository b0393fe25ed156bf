package dev.sessionstore.redis.redisson;

import dev.sessionstore.redis.RedisOwnerKeysTests;

class RedissonOwnerKeysTest extends RedisOwnerKeysTests implements WithRedisson {}
