package dev.sessionstore.redis.redisson;

import dev.sessionstore.conformance.StoreConformance;
import dev.sessionstore.conformance.StoreHarness;
import dev.sessionstore.redis.RedisHarness;

class RedissonStoreConformanceTest extends StoreConformance {

    @Override
    public StoreHarness harness() {
        return RedisHarness.single(RedissonStore::builder);
    }
}
