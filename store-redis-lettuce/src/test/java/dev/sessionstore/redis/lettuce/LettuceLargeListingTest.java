package dev.sessionstore.redis.lettuce;

import dev.sessionstore.redis.RedisLargeListingTests;

class LettuceLargeListingTest extends RedisLargeListingTests implements WithLettuce {}
