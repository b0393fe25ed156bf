package dev.sessionstore.redis.lettuce;

import dev.sessionstore.redis.RedisMovedAddressTests;

class LettuceMovedAddressTest extends RedisMovedAddressTests implements WithLettuce {}
