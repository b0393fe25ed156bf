package dev.sessionstore.redis.lettuce;

import dev.sessionstore.redis.RedisClusterTests;

class LettuceClusterTest extends RedisClusterTests implements WithLettuce {}
