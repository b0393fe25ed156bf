package dev.sessionstore.bench.targets;

import dev.sessionstore.redis.RedisUrl;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Lettuce's blocking commands over its one shared connection. */
final class RawLettuce implements RawClient {

    private final RedisClient client;
    private final RedisCommands<String, String> redis;
    private final String prefix;

    RawLettuce(RedisUrl url, String prefix) {
        this.client = RedisClient.create(uri(url));
        this.redis = client.connect().sync();
        this.prefix = prefix;
    }

    private static RedisURI uri(RedisUrl url) {
        RedisUrl.Host host = url.hosts().get(0);
        RedisURI.Builder uri = RedisURI.builder()
                .withHost(host.name())
                .withPort(host.port())
                .withDatabase(url.database())
                .withSsl(url.tls())
                .withTimeout(Duration.ofSeconds(2));
        String password = url.password();
        if (password != null) {
            String user = url.user();
            if (user == null) {
                uri.withPassword(password.toCharArray());
            } else {
                uri.withAuthentication(user, password.toCharArray());
            }
        }
        return uri.build();
    }

    @Override
    public @Nullable String get(String sid) {
        return redis.get(prefix + sid);
    }

    @Override
    public void set(String sid, String json) {
        redis.set(prefix + sid, json, SetArgs.Builder.ex(LIFETIME));
    }

    @Override
    public boolean touch(String sid) {
        return redis.expire(prefix + sid, LIFETIME);
    }

    @Override
    public boolean delete(String sid) {
        return redis.del(prefix + sid) == 1;
    }

    @Override
    public void close() {
        client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
    }
}
