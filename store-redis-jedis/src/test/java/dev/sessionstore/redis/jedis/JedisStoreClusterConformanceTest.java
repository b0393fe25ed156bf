package dev.sessionstore.redis.jedis;

import dev.sessionstore.conformance.StoreConformance;
import dev.sessionstore.conformance.StoreHarness;
import dev.sessionstore.redis.RedisHarness;
import org.junit.jupiter.api.Tag;

@Tag("slow")
class JedisStoreClusterConformanceTest extends StoreConformance {

    @Override
    public StoreHarness harness() {
        return RedisHarness.cluster(JedisStore::builder);
    }
}
