package dev.sessionstore.redis.redisson;

import dev.sessionstore.conformance.StoreConformance;
import dev.sessionstore.conformance.StoreHarness;
import dev.sessionstore.redis.RedisHarness;
import org.junit.jupiter.api.Tag;

@Tag("slow")
class RedissonStoreClusterConformanceTest extends StoreConformance {

    @Override
    public StoreHarness harness() {
        return RedisHarness.cluster(RedissonStore::builder);
    }
}
