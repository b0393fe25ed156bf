package dev.sessionstore.redis.lettuce;

import dev.sessionstore.conformance.StoreConformance;
import dev.sessionstore.conformance.StoreHarness;
import dev.sessionstore.redis.RedisHarness;
import dev.sessionstore.testsupport.RedisRelease;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIf;

@Tag("slow")
@EnabledIf("dev.sessionstore.testsupport.RedisRelease#hasNewRedis")
class LettuceStoreOnNewRedisConformanceTest extends StoreConformance {

    @Override
    public StoreHarness harness() {
        return RedisHarness.single(LettuceStore::builder, RedisRelease.REDIS.shared());
    }
}
