package dev.sessionstore.redis.lettuce;

import dev.sessionstore.redis.RedisWatchingTests;

class LettuceWatchingTest extends RedisWatchingTests implements WithLettuce {}
