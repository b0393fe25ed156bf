package dev.sessionstore.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionstore.Guarantee;
import dev.sessionstore.Store;
import dev.sessionstore.jdbc.JdbcStore;
import dev.sessionstore.memory.MemoryStore;
import dev.sessionstore.redis.RedisStore;
import dev.sessionstore.redis.jedis.JedisStore;
import dev.sessionstore.redis.lettuce.LettuceStore;
import dev.sessionstore.redis.redisson.RedissonStore;
import dev.sessionstore.testsupport.RedisServer;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import redis.clients.jedis.JedisPooled;
import redis.clients.jedis.UnifiedJedis;

/** Which store an application gets by its class path, its beans and its properties. */
class StoreSelectionTest {

    private static final String SECRET = "session-store.secrets=0123456789abcdef0123456789abcdef";

    private final WebApplicationContextRunner application = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(SessionStoreAutoConfiguration.class));

    /** An application whose class path has the given stores only. */
    private WebApplicationContextRunner with(Class<?>... stores) {
        Class<?>[] all = {MemoryStore.class, LettuceStore.class, JedisStore.class, RedissonStore.class, JdbcStore.class
        };
        Class<?>[] hidden = Arrays.stream(all)
                .filter(store -> !List.of(stores).contains(store))
                .toArray(Class<?>[]::new);
        return application.withPropertyValues(SECRET).withClassLoader(new FilteredClassLoader(hidden));
    }

    private static void assertFails(AssertableWebApplicationContext context, String description, String action) {
        FailureAnalysis analysis = new SessionStoreFailureAnalyzer().analyze(context.getStartupFailure());
        assertThat(analysis).isNotNull();
        assertThat(analysis.getDescription()).contains(description);
        assertThat(analysis.getAction()).contains(action);
    }

    @Test
    void withoutAnythingSaidTheStoreIsInMemory() {
        with(MemoryStore.class)
                .run(context -> assertThat(context).getBean(Store.class).isInstanceOf(MemoryStore.class));
    }

    @Test
    void aUrlChoosesTheModuleThatOpensIt() {
        with(MemoryStore.class, JdbcStore.class, LettuceStore.class)
                .withPropertyValues("session-store.url=jdbc:h2:mem:by-url")
                .run(context -> assertThat(context).getBean(Store.class).isInstanceOf(JdbcStore.class));
    }

    @Test
    void aUrlThatSeveralModulesOpenNeedsTheType() {
        String url = "session-store.url=" + RedisServer.shared().url();
        with(LettuceStore.class, JedisStore.class)
                .withPropertyValues(url)
                .run(context -> assertFails(
                        context,
                        "dev.sessionstore:store-redis-lettuce, dev.sessionstore:store-redis-jedis",
                        "session-store.type to lettuce or jedis"));
        with(LettuceStore.class, JedisStore.class)
                .withPropertyValues(url, "session-store.type=jedis", "session-store.prefix=selection:")
                .run(context -> assertThat(context).getBean(Store.class).isInstanceOf(RedisStore.class));
    }

    @Test
    void aUrlThatNoModuleOpensNamesTheDependency() {
        with(MemoryStore.class)
                .withPropertyValues("session-store.url=redis://user:hunter2@localhost")
                .run(context -> {
                    assertFails(context, "begins with redis:", "dev.sessionstore:store-redis-lettuce");
                    assertThat(context.getStartupFailure()).rootCause().hasMessageNotContaining("hunter2");
                });
        with(MemoryStore.class)
                .withPropertyValues("session-store.url=localhost")
                .run(context -> assertFails(context, "no scheme", "redis://"));
    }

    @Test
    void withoutAUrlTheOnlyClientOfTheApplicationIsUsed() {
        with(MemoryStore.class, JdbcStore.class, LettuceStore.class)
                .withBean(DataSource.class, () -> h2("by-bean"))
                .run(context -> assertThat(context).getBean(Store.class).isInstanceOf(JdbcStore.class));
        with(MemoryStore.class, JedisStore.class)
                .withBean(
                        UnifiedJedis.class,
                        () -> new JedisPooled(RedisServer.shared().url()))
                .run(context -> assertThat(context).getBean(Store.class).isInstanceOf(RedisStore.class));
    }

    @Test
    void springDataRedisSaysWhereRedisIs() {
        RedisStandaloneConfiguration where = new RedisStandaloneConfiguration(
                "localhost", URI.create(RedisServer.shared().url()).getPort());
        with(LettuceStore.class)
                .withBean(LettuceConnectionFactory.class, () -> new LettuceConnectionFactory(where))
                .withPropertyValues("session-store.prefix=spring-data:")
                .run(context ->
                        assertThat(context.getBean(Store.class).guarantees()).contains(Guarantee.SHARED));
    }

    @Test
    void withoutAUrlClientsForSeveralModulesAreAmbiguous() {
        with(JdbcStore.class, JedisStore.class)
                .withBean(DataSource.class, () -> h2("ambiguous"))
                .withBean(
                        UnifiedJedis.class,
                        () -> new JedisPooled(RedisServer.shared().url()))
                .run(context ->
                        assertFails(context, "use a bean of the application", "session-store.type to jedis or jdbc"));
    }

    @Test
    void twoBeansOfOneTypeAreAmbiguous() {
        with(JdbcStore.class)
                .withBean("one", DataSource.class, () -> h2("one"))
                .withBean("two", DataSource.class, () -> h2("two"))
                .run(context -> assertFails(context, "2 beans of javax.sql.DataSource", "@Primary"));
    }

    @Test
    void withoutUrlAndClientThereIsNothingToGuess() {
        with(LettuceStore.class)
                .run(context -> assertFails(context, "session-store.url is not set", "redis://localhost"));
        with().run(context -> assertFails(context, "no store module", "dev.sessionstore:store-memory"));
        with(MemoryStore.class)
                .withPropertyValues("session-store.type=jdbc")
                .run(context -> assertFails(context, "session-store.type is jdbc", "dev.sessionstore:store-jdbc"));
    }

    @Test
    void aStoreThatIsUnavailableIsNamed() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        with(LettuceStore.class)
                .withPropertyValues("session-store.url=redis://localhost:" + port, "session-store.timeout=300ms")
                .run(context -> assertFails(context, "localhost:" + port, "session-store.url"));
    }

    @Test
    void aStoreThatRefusesIsNamed() {
        with(JdbcStore.class)
                .withPropertyValues("session-store.url=jdbc:h2:mem:refused", "session-store.jdbc.create-table=false")
                .run(context -> assertFails(context, "refused", "session-store.url"));
    }

    private static DataSource h2(String name) {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1");
        return source;
    }
}
