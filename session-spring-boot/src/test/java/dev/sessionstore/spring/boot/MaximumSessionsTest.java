package dev.sessionstore.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionstore.testsupport.RedisServer;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.session.SessionInformation;
import org.springframework.security.core.session.SessionRegistry;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;

/** Whose sessions there are, on two nodes over one Redis. */
class MaximumSessionsTest {

    private final String prefix = "maximum-" + UUID.randomUUID() + ":";
    private ConfigurableApplicationContext one;
    private ConfigurableApplicationContext two;

    /** As Spring Security's guide limits sessions. */
    @Configuration(proxyBeanMethods = false)
    static class OneSession {

        @Bean
        @ConditionalOnBooleanProperty("test.limited")
        SecurityFilterChain limited(HttpSecurity security) {
            return security.authorizeHttpRequests(
                            requests -> requests.anyRequest().authenticated())
                    .formLogin(Customizer.withDefaults())
                    .sessionManagement(sessions -> sessions.maximumSessions(1))
                    .build();
        }

        @Bean
        @ConditionalOnBooleanProperty("test.refusing")
        SecurityFilterChain refusing(HttpSecurity security) {
            return security.authorizeHttpRequests(
                            requests -> requests.anyRequest().authenticated())
                    .formLogin(Customizer.withDefaults())
                    .sessionManagement(sessions -> sessions.maximumSessions(1).maxSessionsPreventsLogin(true))
                    .build();
        }
    }

    private ConfigurableApplicationContext node(String property) {
        return new SpringApplication(ShopApplication.class, OneSession.class)
                .run(
                        "--server.port=0",
                        "--test." + property + "=true",
                        "--spring.security.user.name=zoe",
                        "--spring.security.user.password=secret",
                        "--session-store.url=" + RedisServer.shared().url(),
                        "--session-store.type=lettuce",
                        "--session-store.prefix=" + prefix,
                        "--session-store.secrets=0123456789abcdef0123456789abcdef",
                        "--session-store.timeout=10s",
                        "--logging.level.root=warn",
                        "--spring.main.banner-mode=off");
    }

    private void start(String property) {
        one = node(property);
        two = node(property);
    }

    private static Browser at(ConfigurableApplicationContext node) {
        return new Browser(Integer.parseInt(node.getEnvironment().getProperty("local.server.port", "0")));
    }

    private static boolean isIn(Browser browser) throws Exception {
        return browser.get("/private").body().equals("hello zoe");
    }

    private static String sid(Browser browser) {
        return browser.cookies().get("connect.sid").replaceFirst("s%3A", "").replaceFirst("\\..*", "");
    }

    @AfterEach
    void stop() {
        if (two != null) {
            two.close();
        }
        if (one != null) {
            one.close();
        }
    }

    @Test
    void theLoginOnOneNodeEndsThatOnAnother() throws Exception {
        start("limited");
        Browser first = at(one);
        Browser second = at(two);
        first.login("zoe", "secret");
        assertThat(isIn(first)).isTrue();

        assertThat(second.login("zoe", "secret").location()).doesNotContain("error");

        assertThat(isIn(second)).isTrue();
        assertThat(isIn(first)).isFalse();
        second.login("zoe", "secret");
        assertThat(isIn(second)).as("logged in again in its own session").isTrue();
    }

    @Test
    void oneLoginTooManyIsRefusedUntilTheOtherLogsOut() throws Exception {
        one = node("refusing");
        Browser first = at(one);
        Browser second = at(one);
        first.login("zoe", "secret");

        assertThat(second.login("zoe", "secret").location()).isEqualTo("/login?error");
        assertThat(isIn(second)).isFalse();
        assertThat(isIn(first)).isTrue();

        first.post("/logout", Map.of("_csrf", first.get("/logout").csrf()));
        second.login("zoe", "secret");
        assertThat(isIn(second)).isTrue();
    }

    @Test
    void theSessionsOfSomebodyAreFoundAndEndedOnAllNodes() throws Exception {
        start("none");
        Browser first = at(one);
        Browser second = at(two);
        first.login("zoe", "secret");
        second.login("zoe", "secret");
        first.get("/cart?add=tea");
        FindByIndexNameSessionRepository<?> index =
                (FindByIndexNameSessionRepository<?>) two.getBean(SessionRepository.class);
        Session found = index.findByPrincipalName("zoe").get(sid(first));
        assertThat(found.getAttributeNames()).contains("scopedTarget.cart");
        assertThat(index.findByPrincipalName("zoe")).containsOnlyKeys(sid(first), sid(second));
        assertThat(index.findByPrincipalName("eve")).isEmpty();
        assertThat(index.findByIndexNameAndIndexValue("another", "zoe")).isEmpty();

        SessionRegistry registry = one.getBean(SessionRegistry.class);

        assertThat(registry.getAllSessions("zoe", false)).hasSize(2);
        assertThat(registry.getAllSessions("eve", false)).isEmpty();
        registry.getAllSessions("zoe", false).forEach(SessionInformation::expireNow);

        assertThat(registry.getAllSessions("zoe", false)).isEmpty();
        assertThat(isIn(first)).isFalse();
        assertThat(isIn(second)).isFalse();
    }
}
