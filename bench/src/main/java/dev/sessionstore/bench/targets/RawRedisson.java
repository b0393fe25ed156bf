package dev.sessionstore.bench.targets;

import dev.sessionstore.redis.RedisUrl;
import org.jspecify.annotations.Nullable;
import org.redisson.Redisson;
import org.redisson.api.RBucket;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;

/** Redisson's buckets over its pool of as many connections as there are threads. */
final class RawRedisson implements RawClient {

    private static final int CALLBACK_THREADS = 2;
    private static final int TIMEOUT_MILLIS = 2000;

    private final RedissonClient redisson;
    private final String prefix;

    RawRedisson(RedisUrl url, String prefix, int threads) {
        Config config = new Config();
        config.setThreads(CALLBACK_THREADS);
        config.setNettyThreads(Math.max(2, Runtime.getRuntime().availableProcessors()));
        if (url.password() != null) {
            config.setPassword(url.password());
            if (url.user() != null) {
                config.setUsername(url.user());
            }
        }
        config.useSingleServer()
                .setAddress((url.tls() ? "rediss://" : "redis://") + url.hosts().get(0))
                .setDatabase(url.database())
                .setConnectionPoolSize(threads)
                .setConnectionMinimumIdleSize(1)
                .setSubscriptionConnectionMinimumIdleSize(0)
                .setTimeout(TIMEOUT_MILLIS);
        this.redisson = Redisson.create(config);
        this.prefix = prefix;
    }

    private RBucket<String> bucket(String sid) {
        return redisson.getBucket(prefix + sid, StringCodec.INSTANCE);
    }

    @Override
    public @Nullable String get(String sid) {
        return bucket(sid).get();
    }

    @Override
    public void set(String sid, String json) {
        bucket(sid).set(json, LIFETIME);
    }

    @Override
    public boolean touch(String sid) {
        return bucket(sid).expire(LIFETIME);
    }

    @Override
    public boolean delete(String sid) {
        return bucket(sid).delete();
    }

    @Override
    public void close() {
        redisson.shutdown();
    }
}
