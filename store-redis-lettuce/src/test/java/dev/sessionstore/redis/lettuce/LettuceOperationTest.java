package dev.sessionstore.redis.lettuce;

import dev.sessionstore.redis.RedisOperationTests;

class LettuceOperationTest extends RedisOperationTests implements WithLettuce {}
