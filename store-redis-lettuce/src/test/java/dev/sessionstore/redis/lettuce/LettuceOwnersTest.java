package dev.sessionstore.redis.lettuce;

import dev.sessionstore.redis.RedisOwnersTests;

class LettuceOwnersTest extends RedisOwnersTests implements WithLettuce {}
