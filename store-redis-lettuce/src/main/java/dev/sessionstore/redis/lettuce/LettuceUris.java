package dev.sessionstore.redis.lettuce;

import dev.sessionstore.redis.RedisStoreBuilder.Connecting;
import dev.sessionstore.redis.RedisUrl;
import io.lettuce.core.RedisURI;
import java.util.List;

/** Addresses as Lettuce writes them. */
final class LettuceUris {

    private LettuceUris() {}

    /** One server, or the master that sentinels name. */
    static RedisURI ofServer(Connecting connecting) {
        RedisUrl url = connecting.url();
        if (url.topology() == RedisUrl.Topology.SINGLE) {
            return withLogin(host(connecting, url.hosts().get(0)), url).build();
        }
        RedisURI.Builder sentinels = RedisURI.builder()
                .withSentinelMasterId(String.valueOf(url.masterName()))
                .withDatabase(url.database())
                .withSsl(url.tls())
                .withTimeout(connecting.limit());
        url.hosts()
                .forEach(host -> sentinels.withSentinel(host(connecting, host).build()));
        return withLogin(sentinels, url).build();
    }

    static List<RedisURI> ofCluster(Connecting connecting) {
        return connecting.url().hosts().stream()
                .map(host -> withLogin(host(connecting, host), connecting.url()).build())
                .toList();
    }

    private static RedisURI.Builder host(Connecting connecting, RedisUrl.Host host) {
        return RedisURI.builder()
                .withHost(host.name())
                .withPort(host.port())
                .withDatabase(
                        connecting.url().topology() == RedisUrl.Topology.SINGLE
                                ? connecting.url().database()
                                : 0)
                .withSsl(connecting.url().tls())
                .withTimeout(connecting.limit());
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
