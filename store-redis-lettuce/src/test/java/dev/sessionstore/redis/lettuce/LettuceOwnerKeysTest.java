package dev.sessionstore.redis.lettuce;

import dev.sessionstore.redis.RedisOwnerKeysTests;

class LettuceOwnerKeysTest extends RedisOwnerKeysTests implements WithLettuce {}
