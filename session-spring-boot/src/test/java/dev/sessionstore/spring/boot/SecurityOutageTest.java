package dev.sessionstore.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionstore.testsupport.RedisServer;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** An application with Spring Security whose store stops. */
class SecurityOutageTest {

    private static ConfigurableApplicationContext run(RedisServer redis, String policy, boolean plainLogin) {
        return new SpringApplication(ShopApplication.class)
                .run(
                        "--server.port=0",
                        "--session-store.url=" + redis.url(),
                        "--session-store.type=lettuce",
                        "--session-store.secrets=0123456789abcdef0123456789abcdef",
                        "--session-store.timeout=300ms",
                        "--session-store.outage-policy=" + policy,
                        "--session-store.plain-login=" + plainLogin,
                        "--spring.security.user.name=zoe",
                        "--spring.security.user.password=secret",
                        "--logging.level.root=off",
                        "--spring.main.banner-mode=off");
    }

    private static Browser browser(ConfigurableApplicationContext application) {
        return new Browser(Integer.parseInt(application.getEnvironment().getProperty("local.server.port", "0")));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyAnswerIs503UntilTheStoreIsBackAndNobodyIsLoggedOut(boolean plainLogin) throws Exception {
        try (RedisServer redis = RedisServer.start("--save", "", "--appendonly", "yes");
                ConfigurableApplicationContext application = run(redis, "fail", plainLogin)) {
            Browser browser = browser(application);
            browser.login("zoe", "secret");
            Map<String, String> cookies = Map.copyOf(browser.cookies());

            redis.stop();

            for (int i = 0; i < 3; i++) {
                assertThat(browser.get("/private").status()).isEqualTo(503);
                assertThat(browser.getJson("/private").status()).isEqualTo(503);
            }
            assertThat(browser.post("/logout", Map.of("_csrf", "any")).status()).isEqualTo(503);
            assertThat(browser.cookies()).isEqualTo(cookies);
        }
    }

    /** Spring Security keeps the page that was asked for, and its token, in a session. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatCannotDoWithoutASessionIs503WhereRequestsContinueWithoutOne(boolean plainLogin) throws Exception {
        try (RedisServer redis = RedisServer.start();
                ConfigurableApplicationContext application = run(redis, "continue-without-session", plainLogin)) {
            Browser browser = browser(application);
            browser.login("zoe", "secret");
            Map<String, String> cookies = Map.copyOf(browser.cookies());

            redis.stop();

            assertThat(browser.get("/private").status()).isEqualTo(503);
            assertThat(browser.get("/login").status()).isEqualTo(503);
            assertThat(browser.cookies()).isEqualTo(cookies);
        }
    }
}
