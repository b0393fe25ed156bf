package dev.sessionstore.redis.redisson;

import dev.sessionstore.redis.RedisMovedAddressTests;

class RedissonMovedAddressTest extends RedisMovedAddressTests implements WithRedisson {}
