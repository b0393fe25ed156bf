package dev.sessionstore.bench.targets;

import dev.sessionstore.Listing;
import dev.sessionstore.bench.stores.StoreSpec;
import dev.sessionstore.redis.RedisStoreBuilder;
import dev.sessionstore.redis.RedisUrl;
import dev.sessionstore.redis.jedis.JedisStore;
import dev.sessionstore.redis.lettuce.LettuceStore;
import dev.sessionstore.redis.redisson.RedissonStore;
import java.util.function.Function;

/** Redis through one of three clients. Raw clients are for a single server; a cluster's or a sentinel's stores run alone. */
final class RedisBackend implements Backend {

    /** A client library. */
    enum Client {
        LETTUCE(LettuceStore::builder, false) {
            @Override
            RawClient raw(RedisUrl url, String prefix, int threads) {
                return new RawLettuce(url, prefix);
            }
        },
        JEDIS(JedisStore::builder, true) {
            @Override
            RawClient raw(RedisUrl url, String prefix, int threads) {
                return new RawJedis(url, prefix, threads);
            }
        },
        REDISSON(RedissonStore::builder, true) {
            @Override
            RawClient raw(RedisUrl url, String prefix, int threads) {
                return new RawRedisson(url, prefix, threads);
            }
        };

        private final Function<String, RedisStoreBuilder> builder;
        private final boolean pools;

        Client(Function<String, RedisStoreBuilder> builder, boolean pools) {
            this.builder = builder;
            this.pools = pools;
        }

        abstract RawClient raw(RedisUrl url, String prefix, int threads);
    }

    private final StoreSpec spec;
    private final Client client;
    private final RedisUrl url;

    RedisBackend(StoreSpec spec, Client client) {
        this.spec = spec;
        this.client = client;
        RedisUrl given = RedisUrl.parse(spec.requiredUrl());
        String user = spec.user();
        String password = spec.password();
        this.url = password == null
                ? given
                : new RedisUrl(
                        given.topology(),
                        given.tls(),
                        given.hosts(),
                        given.masterName(),
                        given.database(),
                        user,
                        password);
    }

    @Override
    public String name() {
        return spec.backend();
    }

    private static String prefix(String namespace) {
        return namespace + ":";
    }

    private boolean isOneServer() {
        return url.topology() == RedisUrl.Topology.SINGLE;
    }

    @Override
    public boolean hasRawClient() {
        return isOneServer();
    }

    @Override
    public OpenStore store(String namespace, int threads) {
        RedisStoreBuilder builder = client.builder.apply(spec.requiredUrl()).prefix(prefix(namespace));
        if (spec.user() != null) {
            builder.user(spec.user());
        }
        if (spec.password() != null) {
            builder.password(spec.password());
        }
        return OpenStore.of(client.pools ? builder.poolSize(threads).build() : builder.build());
    }

    @Override
    public RawClient raw(String namespace, int threads) {
        return client.raw(url, prefix(namespace), threads);
    }

    @Override
    public void clear(String namespace) throws Exception {
        try (OpenStore open = store(namespace, 1)) {
            open.store().listing().ifPresent(Listing::clear);
        }
    }

    @Override
    public ServerWatch watch() {
        return isOneServer() ? new RedisWatch(url) : ServerWatch.NONE;
    }
}
