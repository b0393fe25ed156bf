package dev.sessionstore.redis.lettuce;

import dev.sessionstore.redis.RedisCompareAndSetTests;

class LettuceCompareAndSetTest extends RedisCompareAndSetTests implements WithLettuce {}
