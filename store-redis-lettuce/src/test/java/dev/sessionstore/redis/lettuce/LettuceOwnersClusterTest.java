package dev.sessionstore.redis.lettuce;

import dev.sessionstore.redis.RedisOwnersClusterTests;

class LettuceOwnersClusterTest extends RedisOwnersClusterTests implements WithLettuce {}
