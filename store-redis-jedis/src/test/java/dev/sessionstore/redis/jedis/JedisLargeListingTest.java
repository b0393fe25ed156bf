package dev.sessionstore.redis.jedis;

import dev.sessionstore.redis.RedisLargeListingTests;

class JedisLargeListingTest extends RedisLargeListingTests implements WithJedis {}
