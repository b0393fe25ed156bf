package com.example;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.sessionstore.ConditionalWrites;
import dev.sessionstore.Store;
import dev.sessionstore.WriteOutcome;
import dev.sessionstore.jdbc.JdbcStore;
import dev.sessionstore.memory.MemoryStore;
import dev.sessionstore.redis.jedis.JedisStore;
import dev.sessionstore.redis.lettuce.LettuceStore;
import dev.sessionstore.session.Session;
import dev.sessionstore.session.SessionExchange;
import dev.sessionstore.session.SessionManager;
import dev.sessionstore.session.SessionRequest;
import dev.sessionstore.testsupport.RedisServer;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.h2.Driver;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.JedisPooled;
import tools.jackson.databind.json.JsonMapper;

/** What an application gets whose versions are all managed by Spring Boot. */
class StoresTest {

    /** The first use of a library loads it, which takes its time on a loaded machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String redis = RedisServer.shared().url();
    private final String prefix = "boot-" + UUID.randomUUID() + ":";

    record User(String name, List<Integer> numbers, Instant since) {}

    private record Get(List<String> cookies) implements SessionRequest {
        @Override
        public String path() {
            return "/";
        }

        @Override
        public List<String> headers(String name) {
            return name.equalsIgnoreCase("cookie") ? cookies : List.of();
        }

        @Override
        public boolean encrypted() {
            return false;
        }

        @Override
        public boolean secure() {
            return false;
        }
    }

    @Test
    void theLibrariesAreThoseThatSpringBootManages() {
        assertThat(versionOf(JsonMapper.class)).contains("-" + System.getProperty("jackson") + ".jar");
        assertThat(versionOf(RedisClient.class)).contains("-" + System.getProperty("lettuce") + ".jar");
        assertThat(versionOf(JedisPooled.class)).contains("-" + System.getProperty("jedis") + ".jar");
        assertThat(versionOf(HikariDataSource.class)).contains("-" + System.getProperty("hikari") + ".jar");
        assertThat(versionOf(Driver.class)).contains("-" + System.getProperty("h2") + ".jar");
    }

    private static String versionOf(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation().toString();
    }

    @Test
    void memory() {
        works(MemoryStore.builder().build());
    }

    @Test
    void lettuce() {
        works(LettuceStore.builder(redis).prefix(prefix).timeout(PATIENCE).build());
    }

    @Test
    void lettuceClientOfTheApplication() {
        try (RedisClient client = RedisClient.create(redis)) {
            client.setOptions(ClientOptions.builder()
                    .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                    .build());
            works(LettuceStore.builder(client).prefix(prefix).timeout(PATIENCE).build());
        }
    }

    @Test
    void jedis() {
        works(JedisStore.builder(redis).prefix(prefix).timeout(PATIENCE).build());
    }

    @Test
    void jedisClientOfTheApplication() {
        try (JedisPooled client = new JedisPooled(redis)) {
            works(JedisStore.builder(client).prefix(prefix).timeout(PATIENCE).build());
        }
    }

    @Test
    void h2() {
        works(JdbcStore.builder("jdbc:h2:mem:sessions")
                .createTable()
                .timeout(PATIENCE)
                .build());
    }

    @Test
    void h2ByThePoolOfTheApplication() {
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setJdbcUrl("jdbc:h2:mem:pooled");
            pool.setConnectionTimeout(1000);
            works(JdbcStore.builder(pool).createTable().timeout(PATIENCE).build());
        }
    }

    private static void works(Store opened) {
        try (Store store = opened) {
            keepsRecords(store);
            keepsSessions(store);
        }
    }

    private static void keepsRecords(Store store) {
        Instant inAnHour = Instant.now().plusSeconds(3600);
        ConditionalWrites writes = store.conditionalWrites().orElseThrow();

        store.set("a", "{}", inAnHour);
        assertThat(store.get("a")).contains("{}");
        assertThat(writes.replace("a", "{}", "{\"b\":1}", inAnHour)).isEqualTo(WriteOutcome.WRITTEN);
        assertThat(writes.replace("a", "{}", "{\"b\":2}", inAnHour)).isEqualTo(WriteOutcome.CHANGED);
        assertThat(writes.create("a", "{}", inAnHour)).isFalse();
        assertThat(store.touch("a", inAnHour.plusSeconds(60))).isTrue();
        assertThat(store.listing().orElseThrow().sids()).containsExactly("a");
        assertThat(store.get("a")).contains("{\"b\":1}");
        assertThat(store.destroy("a")).isTrue();
        assertThat(store.get("a")).isEmpty();
        assertThat(writes.replace("a", "{\"b\":1}", "{}", inAnHour)).isEqualTo(WriteOutcome.GONE);
    }

    private static void keepsSessions(Store store) {
        SessionManager manager = SessionManager.builder(store)
                .secret("0123456789abcdef0123456789abcdef")
                .build();
        User user = new User("é😀", List.of(1, 2), Instant.ofEpochMilli(1_700_000_000_123L));

        SessionExchange login = manager.open(new Get(List.of()));
        login.session().orElseThrow().put("user", user);
        String cookie = login.commit().orElseThrow();
        login.finish();

        SessionExchange next = manager.open(new Get(List.of(cookie.substring(0, cookie.indexOf(';')))));
        Session session = next.session().orElseThrow();
        assertThat(session.get("user", User.class)).contains(user);
        session.destroy();
        next.commit();
        next.finish();
    }
}
