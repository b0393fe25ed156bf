package dev.sessionstore.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionstore.session.SessionManager;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.SessionManagementConfigurer.SessionFixationConfigurer;
import org.springframework.security.web.SecurityFilterChain;

/** What an application may ask of Spring Security's session management. */
class SessionManagementTest {

    /** The options of one test. */
    @Configuration(proxyBeanMethods = false)
    static class Options {

        @Bean
        SecurityFilterChain managed(HttpSecurity security, Environment environment) {
            String fixation = environment.getProperty("test.fixation", "changeSessionId");
            return security.authorizeHttpRequests(requests -> requests.requestMatchers("/gone", "/cart")
                            .permitAll()
                            .anyRequest()
                            .authenticated())
                    .formLogin(Customizer.withDefaults())
                    .sessionManagement(
                            sessions -> sessions.invalidSessionUrl(environment.getProperty("test.invalid-session-url"))
                                    .sessionFixation(options -> choose(options, fixation)))
                    .build();
        }

        private static void choose(SessionFixationConfigurer options, String fixation) {
            switch (fixation) {
                case "newSession" -> options.newSession();
                case "migrateSession" -> options.migrateSession();
                case "none" -> options.none();
                default -> options.changeSessionId();
            }
        }
    }

    private static ConfigurableApplicationContext run(String option) {
        return new SpringApplication(ShopApplication.class, Options.class)
                .run(
                        option,
                        "--server.port=0",
                        "--session-store.url=memory:",
                        "--spring.security.user.name=zoe",
                        "--spring.security.user.password=secret",
                        "--logging.level.root=warn",
                        "--spring.main.banner-mode=off");
    }

    private static Browser browser(ConfigurableApplicationContext application) {
        return new Browser(Integer.parseInt(application.getEnvironment().getProperty("local.server.port", "0")));
    }

    /** With a cart that was filled before the login. */
    @ParameterizedTest
    @CsvSource({"changeSessionId, true", "migrateSession, true", "newSession, false"})
    void theSessionOfALoginIsAnotherOne(String fixation, boolean keepsTheCart) throws Exception {
        try (ConfigurableApplicationContext application = run("--test.fixation=" + fixation)) {
            Browser browser = browser(application);
            browser.get("/cart?add=tea");
            Browser attacker = browser(application).with(browser.cookies());

            browser.login("zoe", "secret");

            assertThat(browser.get("/private").body()).isEqualTo("hello zoe");
            assertThat(browser.get("/cart").body().contains("name=tea")).isEqualTo(keepsTheCart);
            assertThat(attacker.get("/private").location()).isEqualTo("/login");
            assertThat(attacker.get("/cart").body()).doesNotContain("tea");
        }
    }

    @Test
    void withoutProtectionTheSessionStaysTheSame() throws Exception {
        try (ConfigurableApplicationContext application = run("--test.fixation=none")) {
            Browser browser = browser(application);
            browser.get("/cart?add=tea");
            Map<String, String> before = Map.copyOf(browser.cookies());

            browser.login("zoe", "secret");

            assertThat(browser.cookies()).isEqualTo(before);
            assertThat(browser.get("/private").body()).isEqualTo("hello zoe");
        }
    }

    @Test
    void whoseSessionEndedIsToldSoOnce() throws Exception {
        try (ConfigurableApplicationContext application = run("--test.invalid-session-url=/gone")) {
            Browser browser = browser(application);
            browser.login("zoe", "secret");

            application.getBean(SessionManager.class).destroyAllOf("zoe", null);

            assertThat(browser.get("/private").location()).isEqualTo("/gone");
            assertThat(browser.get("/private").location()).isEqualTo("/login");
            browser.login("zoe", "secret");
            assertThat(browser.get("/private").body()).isEqualTo("hello zoe");
        }
    }
}
