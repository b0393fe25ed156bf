package dev.sessionstore.benchmarks.peers;

import dev.sessionstore.bench.stores.StoreSpec;
import dev.sessionstore.redis.RedisUrl;
import java.util.List;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;

/** Removes what a library of others has left. */
public final class RedisKeys {

    private static final int PAGE = 1000;

    private RedisKeys() {}

    /**
     * Removes all keys that begin with a prefix.
     *
     * @param spec of one Redis server
     * @param prefix letters, digits and underscores
     */
    public static void delete(StoreSpec spec, String prefix) {
        RedisUrl url = RedisUrl.parse(spec.requiredUrl());
        RedisUrl.Host host = url.hosts().get(0);
        DefaultJedisClientConfig.Builder config =
                DefaultJedisClientConfig.builder().database(url.database());
        String password = spec.password() == null ? url.password() : spec.password();
        if (password != null) {
            config.user(spec.user() == null ? url.user() : spec.user()).password(password);
        }
        try (RedisClient redis = RedisClient.builder()
                .hostAndPort(new HostAndPort(host.name(), host.port()))
                .clientConfig(config.build())
                .build()) {
            ScanParams matching = new ScanParams().match(prefix + "*").count(PAGE);
            String cursor = ScanParams.SCAN_POINTER_START;
            do {
                ScanResult<String> page = redis.scan(cursor, matching);
                List<String> keys = page.getResult();
                if (!keys.isEmpty()) {
                    redis.unlink(keys.toArray(String[]::new));
                }
                cursor = page.getCursor();
            } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
        }
    }
}
