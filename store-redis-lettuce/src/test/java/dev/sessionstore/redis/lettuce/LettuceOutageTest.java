package dev.sessionstore.redis.lettuce;

import dev.sessionstore.redis.RedisOutageTests;

class LettuceOutageTest extends RedisOutageTests implements WithLettuce {}
