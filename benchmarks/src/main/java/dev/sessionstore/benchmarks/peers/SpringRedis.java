package dev.sessionstore.benchmarks.peers;

import dev.sessionstore.bench.Payload;
import dev.sessionstore.bench.Target;
import dev.sessionstore.bench.stores.StoreSpec;
import dev.sessionstore.bench.targets.Cleanup;
import dev.sessionstore.bench.targets.Namespaces;
import dev.sessionstore.bench.targets.ServerWatch;
import dev.sessionstore.redis.RedisUrl;
import java.time.Duration;
import org.springframework.data.redis.connection.RedisPassword;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.RedisTemplate;
import org.springframework.data.redis.serializer.RedisSerializer;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;
import org.springframework.session.data.redis.RedisIndexedSessionRepository;
import org.springframework.session.data.redis.RedisSessionRepository;

/** Spring Session in Redis over Lettuce's one shared connection, with Java serialization, as it comes. */
public final class SpringRedis implements AutoCloseable {

    private final LettuceConnectionFactory connections;
    private final SessionRepository<? extends Session> repository;
    private final AutoCloseable beans;

    private SpringRedis(
            LettuceConnectionFactory connections,
            SessionRepository<? extends Session> repository,
            AutoCloseable beans) {
        this.connections = connections;
        this.repository = repository;
        this.beans = beans;
    }

    /**
     * Connects.
     *
     * @param spec of one Redis server
     * @param namespace of the keys
     * @param indexed whether sessions can be found by principal and publish their expiry
     * @return to be closed
     */
    public static SpringRedis open(StoreSpec spec, String namespace, boolean indexed) {
        LettuceConnectionFactory connections = connect(spec);
        RedisTemplate<String, Object> template = new RedisTemplate<>();
        template.setKeySerializer(RedisSerializer.string());
        template.setHashKeySerializer(RedisSerializer.string());
        template.setConnectionFactory(connections);
        template.setBeanClassLoader(SpringRedis.class.getClassLoader());
        template.afterPropertiesSet();
        if (indexed) {
            RedisIndexedSessionRepository repository = new RedisIndexedSessionRepository(template);
            repository.setRedisKeyNamespace(namespace);
            repository.setDefaultMaxInactiveInterval(SpringWork.LIFETIME);
            repository.afterPropertiesSet();
            return new SpringRedis(connections, repository, repository::destroy);
        }
        RedisSessionRepository repository = new RedisSessionRepository(template);
        repository.setRedisKeyNamespace(namespace);
        repository.setDefaultMaxInactiveInterval(SpringWork.LIFETIME);
        return new SpringRedis(connections, repository, () -> {});
    }

    private static LettuceConnectionFactory connect(StoreSpec spec) {
        RedisUrl url = RedisUrl.parse(spec.requiredUrl());
        RedisUrl.Host host = url.hosts().get(0);
        RedisStandaloneConfiguration server = new RedisStandaloneConfiguration(host.name(), host.port());
        server.setDatabase(url.database());
        String password = spec.password() == null ? url.password() : spec.password();
        String user = spec.user() == null ? url.user() : spec.user();
        if (password != null) {
            server.setPassword(RedisPassword.of(password));
            if (user != null) {
                server.setUsername(user);
            }
        }
        LettuceClientConfiguration client = LettuceClientConfiguration.builder()
                .commandTimeout(Duration.ofSeconds(2))
                .build();
        LettuceConnectionFactory connections = new LettuceConnectionFactory(server, client);
        connections.afterPropertiesSet();
        connections.start();
        return connections;
    }

    /** {@return the repository} */
    public SessionRepository<? extends Session> repository() {
        return repository;
    }

    static Target target(StoreSpec spec, Payload payload, boolean indexed) throws Exception {
        String namespace = Namespaces.unique();
        SpringRedis spring = open(spec, namespace, indexed);
        return new Cleanup(
                new SpringWork<>(spring.repository, payload),
                ServerWatch.of(spec),
                spring,
                () -> RedisKeys.delete(spec, namespace));
    }

    @Override
    public void close() throws Exception {
        beans.close();
        connections.destroy();
    }
}
