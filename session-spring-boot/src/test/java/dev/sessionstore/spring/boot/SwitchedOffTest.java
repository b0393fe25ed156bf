package dev.sessionstore.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionstore.Store;
import dev.sessionstore.testsupport.RedisServer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** {@code session-store.enabled=false}: who goes back finds what was there before. */
class SwitchedOffTest {

    private static ConfigurableApplicationContext run(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--session-store.enabled=false",
                "--spring.data.redis.url=" + RedisServer.shared().url(),
                "--spring.session.data.redis.namespace=off-" + UUID.randomUUID(),
                "--spring.security.user.name=zoe",
                "--spring.security.user.password=secret",
                "--management.endpoints.web.exposure.include=*",
                "--logging.level.root=warn",
                "--spring.main.banner-mode=off"));
        arguments.addAll(List.of(more));
        return new SpringApplication(ShopApplication.class).run(arguments.toArray(String[]::new));
    }

    private static Browser browser(ConfigurableApplicationContext application) {
        return new Browser(Integer.parseInt(application.getEnvironment().getProperty("local.server.port", "0")));
    }

    @Test
    void springSessionKeepsTheSessions() throws Exception {
        try (ConfigurableApplicationContext application = run()) {
            Browser browser = browser(application);
            browser.login("zoe", "secret");

            assertThat(browser.get("/private").body()).isEqualTo("hello zoe");
            assertThat(browser.cookies()).containsOnlyKeys("SESSION");
            assertThat(browser.getJson("/actuator/sessionstore").status()).isEqualTo(404);
            assertThat(application.getBeanProvider(Store.class).stream()).isEmpty();
        }
    }

    /** Options that only we know do nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"session-store.plain-login=true", "session-store.owners=true", "session-store.url=nowhere"})
    void noOptionCounts(String option) throws Exception {
        try (ConfigurableApplicationContext application = run("--" + option)) {
            Browser browser = browser(application);
            browser.login("zoe", "secret");

            assertThat(browser.get("/private").body()).isEqualTo("hello zoe");
        }
    }
}
