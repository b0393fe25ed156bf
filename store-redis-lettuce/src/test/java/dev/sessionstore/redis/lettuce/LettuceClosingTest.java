package dev.sessionstore.redis.lettuce;

import dev.sessionstore.redis.RedisClosingTests;

class LettuceClosingTest extends RedisClosingTests implements WithLettuce {}
