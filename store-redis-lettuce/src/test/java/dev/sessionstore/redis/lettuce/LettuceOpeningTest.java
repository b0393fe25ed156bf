package dev.sessionstore.redis.lettuce;

import dev.sessionstore.redis.RedisOpeningTests;

class LettuceOpeningTest extends RedisOpeningTests implements WithLettuce {}
