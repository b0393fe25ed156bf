package dev.sessionstore.redis.redisson;

import dev.sessionstore.conformance.StoreConformance;
import dev.sessionstore.conformance.StoreHarness;
import dev.sessionstore.redis.RedisHarness;

class RedissonStoreSentinelConformanceTest extends StoreConformance {

    @Override
    public StoreHarness harness() {
        return RedisHarness.sentinel(RedissonStore::builder);
    }
}
