package dev.sessionstore.redis.lettuce;

import dev.sessionstore.redis.RedisMixedVersionsTests;

class LettuceMixedVersionsTest extends RedisMixedVersionsTests implements WithLettuce {}
