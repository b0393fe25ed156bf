package dev.sessionstore.redis.jedis;

import dev.sessionstore.conformance.StoreConformance;
import dev.sessionstore.conformance.StoreHarness;
import dev.sessionstore.redis.RedisHarness;

class JedisStoreConformanceTest extends StoreConformance {

    @Override
    public StoreHarness harness() {
        return RedisHarness.single(JedisStore::builder);
    }
}
