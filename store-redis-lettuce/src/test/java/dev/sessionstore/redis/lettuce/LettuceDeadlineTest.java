package dev.sessionstore.redis.lettuce;

import dev.sessionstore.redis.RedisDeadlineTests;

class LettuceDeadlineTest extends RedisDeadlineTests implements WithLettuce {}
