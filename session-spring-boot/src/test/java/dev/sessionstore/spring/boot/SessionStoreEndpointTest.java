package dev.sessionstore.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionstore.Store;
import dev.sessionstore.StoreEvent;
import dev.sessionstore.Subscription;
import dev.sessionstore.memory.MemoryStore;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The endpoint over HTTP, behind Spring Security. */
class SessionStoreEndpointTest {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String EXPOSED = "--management.endpoints.web.exposure.include=health,sessionstore";
    private static final String SESSION = """
            {"cookie":{"path":"/"},"_created":1700000000000,"card":"4711","user":{"name":"zoe"}}""";

    /** As Spring Boot's guide secures endpoints for programs, which have no CSRF token. */
    @Configuration(proxyBeanMethods = false)
    static class Programs {

        @Bean
        SecurityFilterChain endpoints(HttpSecurity security) {
            return security.authorizeHttpRequests(
                            requests -> requests.anyRequest().authenticated())
                    .httpBasic(Customizer.withDefaults())
                    .csrf(csrf -> csrf.disable())
                    .build();
        }
    }

    /** A store that can do nothing but what every store can. */
    @Configuration(proxyBeanMethods = false)
    static class Unlisted {

        @Bean
        Store store() {
            MemoryStore store = MemoryStore.builder().build();
            return new Store() {
                @Override
                public Optional<String> get(String sid) {
                    return store.get(sid);
                }

                @Override
                public void set(String sid, String data, Instant expiresAt) {
                    store.set(sid, data, expiresAt);
                }

                @Override
                public boolean touch(String sid, Instant expiresAt) {
                    return store.touch(sid, expiresAt);
                }

                @Override
                public boolean destroy(String sid) {
                    return store.destroy(sid);
                }

                @Override
                public <E extends StoreEvent> Subscription on(Class<E> type, Consumer<? super E> listener) {
                    return store.on(type, listener);
                }

                @Override
                public void close() {
                    store.close();
                }
            };
        }
    }

    private static ConfigurableApplicationContext start(Class<?> more, String... arguments) {
        return new SpringApplication(ShopApplication.class, Programs.class, more)
                .run(Stream.concat(
                                Stream.of(
                                        "--server.port=0",
                                        "--session-store.url=memory:",
                                        "--spring.security.user.name=zoe",
                                        "--spring.security.user.password=secret",
                                        "--logging.level.root=warn",
                                        "--spring.main.banner-mode=off"),
                                Stream.of(arguments))
                        .toArray(String[]::new));
    }

    private static Browser admin(ConfigurableApplicationContext application) {
        return new Browser(Integer.parseInt(application.getEnvironment().getProperty("local.server.port", "0")))
                .as("zoe", "secret");
    }

    private static Instant inAnHour() {
        return Instant.now().plus(1, ChronoUnit.HOURS);
    }

    private static JsonNode json(Browser.Page page) {
        assertThat(page.status()).as(page.body()).isEqualTo(200);
        assertThat(page.body()).doesNotContain("4711").doesNotContain("zoe");
        return MAPPER.readTree(page.body());
    }

    @Test
    void sessionsAreListedPageByPageAndShownAndRemovedWithoutTheirIds() throws Exception {
        try (ConfigurableApplicationContext application = start(Programs.class, EXPOSED)) {
            Store store = application.getBean(Store.class);
            for (int i = 0; i < 5; i++) {
                store.set("a-secret-id-" + i, SESSION, inAnHour());
            }
            Browser admin = admin(application);

            Set<String> handles = new HashSet<>();
            int pages = 0;
            for (JsonNode next = MAPPER.getNodeFactory().numberNode(0); next != null && pages < 9; pages++) {
                Browser.Page answer = admin.getJson("/actuator/sessionstore?limit=2&offset=" + next.asInt());
                assertThat(answer.body()).doesNotContain("a-secret-id");
                JsonNode page = json(answer);
                assertThat(page.get("sessions").size()).isLessThanOrEqualTo(2);
                page.get("sessions")
                        .forEach(entry -> handles.add(entry.get("id").asString()));
                next = page.get("next");
            }
            assertThat(pages).isEqualTo(3);
            assertThat(handles).hasSize(5);

            String handle = SessionHandle.of("a-secret-id-3");
            assertThat(handles).contains(handle);
            JsonNode one = json(admin.getJson("/actuator/sessionstore/" + handle));
            assertThat(one.get("created").asString()).isEqualTo("2023-11-14T22:13:20Z");
            assertThat(one.get("attributes").toString()).isEqualTo("[\"card\",\"user\"]");
            assertThat(one.get("bytes").asInt()).isEqualTo(SESSION.length());
            assertThat(Instant.parse(one.get("expires").asString())).isAfter(Instant.now());

            assertThat(admin.delete("/actuator/sessionstore/" + handle).status())
                    .isEqualTo(204);
            assertThat(store.get("a-secret-id-3")).isEmpty();
            assertThat(store.get("a-secret-id-2")).isPresent();
            assertThat(admin.delete("/actuator/sessionstore/" + handle).status())
                    .isEqualTo(404);
            assertThat(admin.getJson("/actuator/sessionstore/" + handle).status())
                    .isEqualTo(404);
            assertThat(admin.getJson("/actuator/sessionstore/a-secret-id-2").status())
                    .as("an id where handles are taken")
                    .isEqualTo(404);
        }
    }

    @Test
    void idsAreShownAndTakenWhereThePropertySaysSo() throws Exception {
        try (ConfigurableApplicationContext application =
                start(Programs.class, EXPOSED, "--management.endpoint.sessionstore.show-ids=true")) {
            Store store = application.getBean(Store.class);
            store.set("an-id", "no session", inAnHour());
            Browser admin = admin(application);

            assertThat(json(admin.getJson("/actuator/sessionstore"))
                            .get("sessions")
                            .get(0)
                            .get("id")
                            .asString())
                    .isEqualTo("an-id");
            assertThat(json(admin.getJson("/actuator/sessionstore/an-id")).has("attributes"))
                    .isFalse();
            assertThat(admin.delete("/actuator/sessionstore/an-id").status()).isEqualTo(204);
            assertThat(store.get("an-id")).isEmpty();
        }
    }

    @Test
    void limitsAreBounded() throws Exception {
        try (ConfigurableApplicationContext application = start(Programs.class, EXPOSED)) {
            Browser admin = admin(application);

            for (String query : new String[] {"limit=0", "limit=1001", "limit=-1", "limit=x", "offset=-1"}) {
                assertThat(admin.getJson("/actuator/sessionstore?" + query).status())
                        .as(query)
                        .isEqualTo(400);
            }
            assertThat(admin.getJson("/actuator/sessionstore?limit=1000").status())
                    .isEqualTo(200);
        }
    }

    @Test
    void itIsExposedAndSecuredAsSpringBootsOwnEndpoints() throws Exception {
        try (ConfigurableApplicationContext application = start(Programs.class)) {
            assertThat(admin(application).getJson("/actuator/sessionstore").status())
                    .isEqualTo(404);
        }
        try (ConfigurableApplicationContext application =
                start(Programs.class, EXPOSED, "--management.endpoint.sessionstore.access=read-only")) {
            Browser admin = admin(application);
            Browser nobody = new Browser(admin.port());

            assertThat(nobody.getJson("/actuator/sessionstore").status()).isEqualTo(401);
            assertThat(nobody.delete("/actuator/sessionstore/" + SessionHandle.of("an-id"))
                            .status())
                    .isEqualTo(401);
            assertThat(admin.getJson("/actuator/sessionstore").status()).isEqualTo(200);
            assertThat(admin.delete("/actuator/sessionstore/" + SessionHandle.of("an-id"))
                            .status())
                    .as("where access is read-only")
                    .isEqualTo(405);
        }
    }

    @Test
    void aStoreThatCannotListSaysSo() throws Exception {
        try (ConfigurableApplicationContext application = start(
                Unlisted.class,
                EXPOSED,
                "--session-store.last-write-wins=true",
                "--session-store.secrets=0123456789abcdef")) {
            Browser.Page page = admin(application).getJson("/actuator/sessionstore");

            assertThat(page.status()).isEqualTo(501);
            assertThat(page.body()).isEqualTo("{\"message\":\"This store cannot list its sessions.\"}");
        }
    }
}
