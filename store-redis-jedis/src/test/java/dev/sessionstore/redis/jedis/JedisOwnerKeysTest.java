package dev.sessionstore.redis.jedis;

import dev.sessionstore.redis.RedisOwnerKeysTests;

class JedisOwnerKeysTest extends RedisOwnerKeysTests implements WithJedis {}
