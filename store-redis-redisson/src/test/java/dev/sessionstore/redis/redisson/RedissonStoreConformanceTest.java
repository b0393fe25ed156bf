package dev.sessionstore.redis.redisson;

import dev.sessionstore.conformance.StoreConformance;
import dev.sessionstore.conformance.StoreHarness;
import dev.sessionstore.redis.RedisHarness;
import dev.sessionstore.testservers.RedisServer;

class RedissonStoreConformanceTest extends StoreConformance {

    @Override
    public StoreHarness harness() {
        RedisServer server = RedisServer.shared();
        return RedisHarness.single(RedissonStore::builder, server.host(), server.port());
    }
}
