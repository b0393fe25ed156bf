package dev.sessionstore.spring.boot;

import dev.sessionstore.Store;
import dev.sessionstore.redis.lettuce.LettuceStore;
import io.lettuce.core.RedisClient;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.data.redis.connection.RedisNode;
import org.springframework.data.redis.connection.RedisPassword;
import org.springframework.data.redis.connection.RedisSentinelConfiguration;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * Lettuce in an application: a client of its own, or Spring Data Redis. The clients of Spring Data Redis send a command again after
 * a reconnect, which the store does not allow, so the store opens a client for the same address.
 */
final class LettuceBeans {

    private LettuceBeans() {}

    static @Nullable Supplier<Store> find(ListableBeanFactory beans, StoreOpening opening, ClassLoader loader) {
        RedisClient client = ClientBeans.find(beans, RedisClient.class);
        if (client != null) {
            return () -> opening.redis(LettuceStore.builder(client));
        }
        return Part.DATA_REDIS.isPresent(loader) ? SpringDataRedis.find(beans, opening) : null;
    }

    /** Loaded only where Spring Data Redis is. */
    private static final class SpringDataRedis {

        static @Nullable Supplier<Store> find(ListableBeanFactory beans, StoreOpening opening) {
            LettuceConnectionFactory factory = ClientBeans.find(beans, LettuceConnectionFactory.class);
            return factory == null ? null : () -> open(factory, opening);
        }

        private static Store open(LettuceConnectionFactory factory, StoreOpening opening) {
            String scheme = factory.isUseSsl() ? "rediss" : "redis";
            RedisSentinelConfiguration sentinel = factory.getSentinelConfiguration();
            if (sentinel != null) {
                String master = String.valueOf(sentinel.getRequiredMaster().getName());
                return open(
                        scheme + "-sentinel://" + hosts(sentinel.getSentinels()) + "/" + master + "/"
                                + sentinel.getDatabase(),
                        sentinel.getUsername(),
                        sentinel.getPassword(),
                        opening);
            }
            if (factory.getClusterConfiguration() != null) {
                return open(
                        scheme + "-cluster://"
                                + hosts(factory.getClusterConfiguration().getClusterNodes()),
                        factory.getClusterConfiguration().getUsername(),
                        factory.getClusterConfiguration().getPassword(),
                        opening);
            }
            RedisStandaloneConfiguration server = factory.getStandaloneConfiguration();
            return open(
                    scheme + "://" + host(server.getHostName(), server.getPort()) + "/" + server.getDatabase(),
                    server.getUsername(),
                    server.getPassword(),
                    opening);
        }

        private static Store open(String url, @Nullable String user, RedisPassword password, StoreOpening opening) {
            return opening.redis(
                    LettuceStore.builder(url), user, password.map(String::new).orElse(null));
        }

        private static String hosts(Iterable<RedisNode> nodes) {
            return StreamSupport.stream(nodes.spliterator(), false)
                    .map(node -> host(node.getRequiredHost(), node.getPortOr(6379)))
                    .collect(Collectors.joining(","));
        }

        private static String host(String name, int port) {
            return (name.indexOf(':') < 0 ? name : "[" + name + "]") + ":" + port;
        }
    }
}
