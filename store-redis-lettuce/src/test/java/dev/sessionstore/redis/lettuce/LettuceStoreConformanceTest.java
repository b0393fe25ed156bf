package dev.sessionstore.redis.lettuce;

import dev.sessionstore.conformance.StoreConformance;
import dev.sessionstore.conformance.StoreHarness;
import dev.sessionstore.redis.RedisHarness;
import dev.sessionstore.testservers.RedisServer;

class LettuceStoreConformanceTest extends StoreConformance {

    @Override
    public StoreHarness harness() {
        RedisServer server = RedisServer.shared();
        return RedisHarness.single(LettuceStore::builder, server.host(), server.port());
    }
}
