package dev.sessionstore.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionstore.Store;
import dev.sessionstore.memory.MemoryStore;
import dev.sessionstore.servlet.SessionFilter;
import dev.sessionstore.session.SessionManager;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Applications that define some of the beans by themselves, started with everything else that there is. */
class OwnBeansTest {

    private static ConfigurableApplicationContext run(Class<?> beans, String... more) {
        String[] arguments = Stream.concat(
                        Stream.of(
                                "--server.port=0",
                                "--spring.security.user.name=zoe",
                                "--spring.security.user.password=secret",
                                "--logging.level.root=warn",
                                "--spring.main.banner-mode=off"),
                        Stream.of(more))
                .toArray(String[]::new);
        return new SpringApplication(ShopApplication.class, beans).run(arguments);
    }

    private static void assertLogsIn(ConfigurableApplicationContext application) throws Exception {
        Browser browser =
                new Browser(Integer.parseInt(application.getEnvironment().getProperty("local.server.port", "0")));
        browser.login("zoe", "secret");
        assertThat(browser.get("/private").body()).isEqualTo("hello zoe");
        assertThat(browser.cookies()).containsOnlyKeys("connect.sid");
    }

    /** As a guide of Spring Boot registers a filter. */
    @Configuration(proxyBeanMethods = false)
    static class OwnRegistration {

        @Bean
        FilterRegistrationBean<SessionFilter> sessionsFirst(SessionFilter filter) {
            FilterRegistrationBean<SessionFilter> registration = new FilterRegistrationBean<>(filter);
            registration.setOrder(-1000);
            return registration;
        }
    }

    @Test
    void aRegistrationOfTheApplicationTakesThePlaceOfOurs() throws Exception {
        try (ConfigurableApplicationContext application = run(OwnRegistration.class, "--session-store.url=memory:")) {
            assertThat(application.getBeansOfType(FilterRegistrationBean.class).values())
                    .filteredOn(registration -> registration.getFilter() instanceof SessionFilter)
                    .singleElement()
                    .satisfies(
                            registration -> assertThat(registration.getOrder()).isEqualTo(-1000));
            assertLogsIn(application);
        }
    }

    /** Two stores, of which the manager has one. */
    @Configuration(proxyBeanMethods = false)
    static class TwoStores {

        @Bean
        Store one() {
            return MemoryStore.builder().build();
        }

        @Bean
        Store two() {
            return MemoryStore.builder().build();
        }

        @Bean
        SessionManager sessions(@Qualifier("two") Store store) {
            return SessionManager.builder(store)
                    .secret("0123456789abcdef0123456789abcdef")
                    .recordCreation()
                    .build();
        }
    }

    @Test
    void ofTwoStoresTheManagerChooses() throws Exception {
        try (ConfigurableApplicationContext application = run(TwoStores.class)) {
            assertLogsIn(application);
            assertThat(application
                            .getBean("two", Store.class)
                            .listing()
                            .orElseThrow()
                            .count())
                    .isEqualTo(1);
        }
    }
}
