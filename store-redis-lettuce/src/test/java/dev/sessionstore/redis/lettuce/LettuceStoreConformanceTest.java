package dev.sessionstore.redis.lettuce;

import dev.sessionstore.conformance.StoreConformance;
import dev.sessionstore.conformance.StoreHarness;
import dev.sessionstore.redis.RedisHarness;

class LettuceStoreConformanceTest extends StoreConformance {

    @Override
    public StoreHarness harness() {
        return RedisHarness.single(LettuceStore::builder);
    }
}
