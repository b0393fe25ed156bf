package dev.sessionstore.redis.lettuce;

import dev.sessionstore.redis.RedisStoreBuilder.ClientSettings;
import dev.sessionstore.redis.RedisUrl;
import io.lettuce.core.RedisURI;
import java.util.List;

/** Converts {@link ClientSettings} to Lettuce's addresses. */
final class LettuceUris {

    private LettuceUris() {}

    /** {@return the address of one server, or of the sentinels and the name of their master} */
    static RedisURI ofServer(ClientSettings settings) {
        RedisUrl url = settings.url();
        if (url.topology() == RedisUrl.Topology.SINGLE) {
            return withLogin(host(settings, url.hosts().get(0)), url).build();
        }
        RedisURI.Builder sentinels = RedisURI.builder()
                .withSentinelMasterId(String.valueOf(url.masterName()))
                .withDatabase(url.database())
                .withSsl(url.tls())
                .withTimeout(settings.limit());
        url.hosts().forEach(host -> sentinels.withSentinel(host(settings, host).build()));
        return withLogin(sentinels, url).build();
    }

    static List<RedisURI> ofCluster(ClientSettings settings) {
        return settings.url().hosts().stream()
                .map(host -> withLogin(host(settings, host), settings.url()).build())
                .toList();
    }

    private static RedisURI.Builder host(ClientSettings settings, RedisUrl.Host host) {
        return RedisURI.builder()
                .withHost(host.name())
                .withPort(host.port())
                .withDatabase(
                        settings.url().topology() == RedisUrl.Topology.SINGLE
                                ? settings.url().database()
                                : 0)
                .withSsl(settings.url().tls())
                .withTimeout(settings.limit());
    }

    private static RedisURI.Builder withLogin(RedisURI.Builder uri, RedisUrl url) {
        String password = url.password();
        if (password == null) {
            return uri;
        }
        String user = url.user();
        return user == null
                ? uri.withPassword(password.toCharArray())
                : uri.withAuthentication(user, password.toCharArray());
    }
}
