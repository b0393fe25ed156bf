package dev.sessionstore.redis.lettuce;

import dev.sessionstore.conformance.StoreConformance;
import dev.sessionstore.conformance.StoreHarness;
import dev.sessionstore.redis.RedisHarness;
import org.junit.jupiter.api.Tag;

@Tag("slow")
class LettuceStoreSentinelConformanceTest extends StoreConformance {

    @Override
    public StoreHarness harness() {
        return RedisHarness.sentinel(LettuceStore::builder);
    }
}
