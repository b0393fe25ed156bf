package dev.sessionstore.redis.lettuce;

import dev.sessionstore.redis.RedisTlsTests;

class LettuceTlsTest extends RedisTlsTests implements WithLettuce {}
