package dev.sessionstore.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

/** Who is remembered logs in without a form, into a session of ours. */
class RememberMeTest {

    private static ConfigurableApplicationContext application;

    private final Browser browser = browser();

    /** As Spring Security's guide remembers somebody. */
    @Configuration(proxyBeanMethods = false)
    static class Remembering {

        @Bean
        SecurityFilterChain remembering(HttpSecurity security) {
            return security.authorizeHttpRequests(
                            requests -> requests.anyRequest().authenticated())
                    .formLogin(Customizer.withDefaults())
                    .rememberMe(remember -> remember.key("a key of the application"))
                    .build();
        }

        @Bean
        UserDetailsService users() {
            return new InMemoryUserDetailsManager(User.withUsername("zoe")
                    .password("{noop}secret")
                    .roles("USER")
                    .build());
        }
    }

    @BeforeAll
    static void start() {
        application = new SpringApplication(ShopApplication.class, Remembering.class)
                .run(
                        "--server.port=0",
                        "--session-store.url=memory:",
                        "--logging.level.root=warn",
                        "--spring.main.banner-mode=off");
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    private static Browser browser() {
        return new Browser(Integer.parseInt(application.getEnvironment().getProperty("local.server.port", "0")));
    }

    private Browser remembered() throws Exception {
        browser.post(
                "/login",
                Map.of(
                        "username",
                        "zoe",
                        "password",
                        "secret",
                        "remember-me",
                        "on",
                        "_csrf",
                        browser.get("/login").csrf()));
        return browser().with(Map.of("remember-me", browser.cookies().get("remember-me")));
    }

    @Test
    void whoIsRememberedIsLoggedInIntoASessionOfHerOwn() throws Exception {
        Browser another = remembered();

        assertThat(another.get("/private").body()).isEqualTo("hello zoe");
        assertThat(another.cookies()).containsKey("connect.sid");

        another.cookies().remove("remember-me");
        assertThat(another.get("/private").body()).as("by the session alone").isEqualTo("hello zoe");
    }

    @Test
    void theSessionFromBeforeSheWasRememberedIsNobodys() throws Exception {
        Browser attacker = browser();
        attacker.get("/login");
        Browser victim = remembered().with(attacker.cookies());

        assertThat(victim.get("/private").body()).isEqualTo("hello zoe");
        assertThat(attacker.get("/private").location()).isEqualTo("/login");
    }

    @Test
    void aForgedTokenLogsNobodyIn() throws Exception {
        long expires = Instant.now().plusSeconds(3600).toEpochMilli();
        String signed = new String(
                Base64.getDecoder().decode(remembered().cookies().get("remember-me")), StandardCharsets.UTF_8);
        for (String token : new String[] {
            "zoe:" + expires + ":SHA256:" + "0".repeat(64),
            signed.replaceFirst("^zoe", "root"),
            signed.replaceFirst(":\\d+:", ":" + (expires + 1) + ":")
        }) {
            Browser thief = browser()
                    .with(Map.of(
                            "remember-me",
                            Base64.getEncoder()
                                    .withoutPadding()
                                    .encodeToString(token.getBytes(StandardCharsets.UTF_8))));

            assertThat(thief.get("/private").location()).as(token).isEqualTo("/login");
            assertThat(thief.cookies()).doesNotContainKey("remember-me");
        }
    }

    @Test
    void aLogoutForgetsHer() throws Exception {
        remembered();
        assertThat(browser.cookies()).containsKey("remember-me");

        browser.post("/logout", Map.of("_csrf", browser.get("/logout").csrf()));

        assertThat(browser.cookies()).doesNotContainKey("remember-me");
        assertThat(browser.get("/private").location()).isEqualTo("/login");
    }
}
