package dev.sessionstore.bench.targets;

import dev.sessionstore.redis.RedisUrl;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.params.SetParams;

/** Jedis over a pool of as many connections as there are threads. */
final class RawJedis implements RawClient {

    private static final int TIMEOUT_MILLIS = 2000;

    private final RedisClient redis;
    private final String prefix;

    RawJedis(RedisUrl url, String prefix, int threads) {
        ConnectionPoolConfig pool = new ConnectionPoolConfig();
        pool.setMaxTotal(threads);
        pool.setMaxIdle(threads);
        pool.setJmxEnabled(false);
        this.redis = RedisClient.builder()
                .hostAndPort(address(url))
                .clientConfig(config(url).build())
                .poolConfig(pool)
                .build();
        this.prefix = prefix;
    }

    static HostAndPort address(RedisUrl url) {
        RedisUrl.Host host = url.hosts().get(0);
        return new HostAndPort(host.name(), host.port());
    }

    static DefaultJedisClientConfig.Builder config(RedisUrl url) {
        DefaultJedisClientConfig.Builder config = DefaultJedisClientConfig.builder()
                .timeoutMillis(TIMEOUT_MILLIS)
                .database(url.database())
                .ssl(url.tls());
        if (url.password() != null) {
            config.user(url.user()).password(url.password());
        }
        return config;
    }

    @Override
    public @Nullable String get(String sid) {
        return redis.get(prefix + sid);
    }

    @Override
    public void set(String sid, String json) {
        redis.set(prefix + sid, json, SetParams.setParams().ex(LIFETIME.toSeconds()));
    }

    @Override
    public boolean touch(String sid) {
        return redis.expire(prefix + sid, LIFETIME.toSeconds()) == 1;
    }

    @Override
    public boolean delete(String sid) {
        return redis.del(prefix + sid) == 1;
    }

    @Override
    public void close() {
        redis.close();
    }
}
