package dev.sessionstore.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionstore.Store;
import dev.sessionstore.testsupport.RedisServer;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The store in the health endpoint. */
class HealthTest {

    private static final JsonMapper MAPPER = new JsonMapper();

    private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    SessionStoreAutoConfiguration.class, SessionStoreHealthAutoConfiguration.class))
            .withPropertyValues("session-store.url=memory:");

    /** Whoever asks may know how the application is. */
    @Configuration(proxyBeanMethods = false)
    static class Public {

        @Bean
        SecurityFilterChain everybody(HttpSecurity security) {
            return security.authorizeHttpRequests(
                            requests -> requests.anyRequest().permitAll())
                    .build();
        }
    }

    private static Browser.Page page(ConfigurableApplicationContext application) throws Exception {
        int port = Integer.parseInt(application.getEnvironment().getProperty("local.server.port", "0"));
        return new Browser(port).getJson("/actuator/health/sessionStore");
    }

    private static JsonNode health(ConfigurableApplicationContext application, int status) throws Exception {
        Browser.Page page = page(application);
        assertThat(page.status()).as(page.body()).isEqualTo(status);
        assertThat(page.body())
                .doesNotContain("hunter2")
                .doesNotContain("redis://")
                .doesNotContain("health-");
        return MAPPER.readTree(page.body());
    }

    private static Instant instant(JsonNode node) {
        return Instant.parse(node.asString());
    }

    @Test
    void aRedisThatStopsAndStartsAgainIsUpDownAndUp() throws Exception {
        try (RedisServer redis = RedisServer.start("--requirepass", "hunter2");
                ConfigurableApplicationContext application = new SpringApplication(ShopApplication.class, Public.class)
                        .run(
                                "--server.port=0",
                                "--session-store.url=" + redis.url().replace("//", "//:hunter2@"),
                                "--session-store.type=lettuce",
                                "--session-store.secrets=0123456789abcdef0123456789abcdef",
                                "--management.endpoint.health.show-details=always",
                                "--logging.level.root=warn",
                                "--spring.main.banner-mode=off")) {
            JsonNode up = health(application, 200);
            assertThat(up.get("status").asString()).isEqualTo("UP");
            assertThat(up.get("details").get("connected").asBoolean()).isTrue();
            assertThat(up.get("details").has("lastDisconnect")).isFalse();

            redis.kill();
            JsonNode down = health(application, 503).get("details");
            assertThat(down.get("connected").asBoolean()).isFalse();
            assertThat(instant(down.get("since")))
                    .isAfter(instant(up.get("details").get("since")));
            assertThat(down.get("lastDisconnect").get("cause").asString()).matches("[\\w.$]+(Exception|Error)");
            assertThat(down.get("failure").asString()).matches("[\\w.$]+(Exception|Error)");
            assertThat(health(application, 503).get("details").get("since"))
                    .as("since when it is down")
                    .isEqualTo(down.get("since"));

            redis.startAgain();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> page(application).status() == 200);
            JsonNode again = health(application, 200).get("details");
            assertThat(again.get("connected").asBoolean()).isTrue();
            assertThat(instant(again.get("since"))).isAfterOrEqualTo(instant(down.get("since")));
            assertThat(again.get("lastDisconnect").get("at")).isEqualTo(down.get("since"));
        }
    }

    @Test
    void aStoreThatIsClosedIsDown() {
        runner.run(context -> {
            HealthIndicator indicator = context.getBean(HealthIndicator.class);
            assertThat(indicator.health().getStatus().getCode()).isEqualTo("UP");

            context.getBean(Store.class).close();

            assertThat(indicator.health().getStatus().getCode()).isEqualTo("DOWN");
            assertThat(indicator.health().getDetails()).containsEntry("failure", "java.lang.IllegalStateException");
        });
    }

    @Test
    void theComponentIsSwitchedOffByItsPropertyAndWithAllOthers() {
        runner.withPropertyValues("management.health.session-store.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(HealthIndicator.class));
        runner.withPropertyValues("management.health.defaults.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(HealthIndicator.class));
    }
}
