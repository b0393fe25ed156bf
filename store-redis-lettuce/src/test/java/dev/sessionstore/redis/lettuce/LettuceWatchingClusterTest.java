package dev.sessionstore.redis.lettuce;

import dev.sessionstore.redis.RedisWatchingClusterTests;

class LettuceWatchingClusterTest extends RedisWatchingClusterTests implements WithLettuce {}
