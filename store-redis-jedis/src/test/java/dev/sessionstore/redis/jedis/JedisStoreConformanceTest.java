package dev.sessionstore.redis.jedis;

import dev.sessionstore.conformance.StoreConformance;
import dev.sessionstore.conformance.StoreHarness;
import dev.sessionstore.redis.RedisHarness;
import dev.sessionstore.testservers.RedisServer;

class JedisStoreConformanceTest extends StoreConformance {

    @Override
    public StoreHarness harness() {
        RedisServer server = RedisServer.shared();
        return RedisHarness.single(JedisStore::builder, server.host(), server.port());
    }
}
