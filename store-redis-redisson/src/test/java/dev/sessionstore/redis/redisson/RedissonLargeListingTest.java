package dev.sessionstore.redis.redisson;

import dev.sessionstore.redis.RedisLargeListingTests;

class RedissonLargeListingTest extends RedisLargeListingTests implements WithRedisson {}
