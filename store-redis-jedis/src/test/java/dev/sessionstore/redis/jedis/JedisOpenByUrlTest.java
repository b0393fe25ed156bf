package dev.sessionstore.redis.jedis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionstore.Store;
import dev.sessionstore.Stores;
import dev.sessionstore.testsupport.RedisServer;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class JedisOpenByUrlTest {

    @Test
    void aUrlOfRedisOpensTheStoreOfTheOnlyRedisModule() throws Exception {
        try (Store store = Stores.open(RedisServer.shared().url())) {
            store.set("by-url", "{}", Instant.MAX);

            assertThat(store.get("by-url")).contains("{}");
            store.destroy("by-url");
        }
    }
}
