package dev.sessionstore.near;

import dev.sessionstore.conformance.StoreConformance;
import dev.sessionstore.conformance.StoreHarness;
import dev.sessionstore.redis.RedisHarness;
import dev.sessionstore.redis.lettuce.LettuceStore;
import java.time.Duration;
import org.junit.jupiter.api.Tag;

/** The whole contract, with copies on two nodes. */
@Tag("slow")
class NearStoreOnLettuceConformanceTest extends StoreConformance {

    @Override
    public StoreHarness harness() {
        return new NearHarness(RedisHarness.single(LettuceStore::builder), near -> near.lease(Duration.ofMillis(20)));
    }
}
