package dev.sessionstore.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionstore.Store;
import dev.sessionstore.memory.MemoryStore;
import dev.sessionstore.servlet.SessionFilter;
import dev.sessionstore.session.Session;
import dev.sessionstore.session.SessionManager;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.servlet.AbstractFilterRegistrationBean;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.core.session.SessionRegistry;
import org.springframework.security.core.session.SessionRegistryImpl;

class AutoConfigurationTest {

    private final WebApplicationContextRunner application = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(SessionStoreAutoConfiguration.class))
            .withPropertyValues("session-store.url=memory:");

    @Test
    void theFilterComesBeforeThatOfSpringSecurityForAllDispatchesThatHaveASession() {
        application.run(context -> {
            FilterRegistrationBean<?> registration = context.getBean(FilterRegistrationBean.class);
            assertThat(registration.getFilter()).isSameAs(context.getBean(SessionFilter.class));
            assertThat(registration.getOrder()).isLessThan(-100);
            assertThat(registration.isAsyncSupported()).isTrue();
            assertThat(registration.determineDispatcherTypes())
                    .containsExactlyInAnyOrder(
                            DispatcherType.REQUEST, DispatcherType.FORWARD, DispatcherType.ASYNC, DispatcherType.ERROR);
        });
    }

    @Test
    void aFilterOfTheApplicationIsRegisteredInItsPlace() {
        SessionFilter filter = SessionFilter.builder(
                        SessionManager.builder(MemoryStore.builder().build())
                                .secret("0123456789abcdef")
                                .build())
                .build();
        application.withBean(SessionFilter.class, () -> filter).run(context -> {
            assertThat(context).hasSingleBean(Filter.class);
            assertThat(context.getBeansOfType(AbstractFilterRegistrationBean.class)
                            .values())
                    .singleElement()
                    .satisfies(registration -> {
                        assertThat(registration.getFilter()).isSameAs(filter);
                        assertThat(registration.getOrder()).isEqualTo(SessionStoreAutoConfiguration.FILTER_ORDER);
                    });
        });
    }

    @Test
    void storeAndManagerOfTheApplicationAreUsed() {
        MemoryStore store = MemoryStore.builder().build();
        SessionManager manager =
                SessionManager.builder(store).secret("0123456789abcdef").build();
        application
                .withBean(Store.class, () -> store)
                .withBean(SessionManager.class, () -> manager)
                .run(context -> {
                    assertThat(context.getBean(Store.class)).isSameAs(store);
                    assertThat(context.getBean(SessionManager.class)).isSameAs(manager);
                });
    }

    @Test
    void theStoreIsClosedWithTheApplication() {
        Store[] store = new Store[1];
        application.run(context -> store[0] = context.getBean(Store.class));

        assertThat(store[0])
                .satisfies(closed ->
                        assertThatThrownBy(() -> closed.get("sid")).isInstanceOf(IllegalStateException.class));
    }

    @Test
    void switchedOffThereIsNothing() {
        application
                .withPropertyValues("session-store.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(Store.class).doesNotHaveBean(SessionFilter.class));
    }

    @Test
    void withoutSpringSecurityAndSpringMvcThereAreSessionsToo() {
        application
                .withClassLoader(new FilteredClassLoader(
                        "org.springframework.security",
                        "org.springframework.web.servlet",
                        "org.springframework.data",
                        "dev.sessionstore.redis",
                        "dev.sessionstore.jdbc"))
                .run(context -> assertThat(context).hasSingleBean(SessionFilter.class));
    }

    /** Ours as a started application chooses them, by their conditions on classes. */
    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({SessionStoreAutoConfiguration.class, SessionStoreHealthAutoConfiguration.class})
    static class Started {}

    @Test
    void withoutActuatorAndSpringSessionThereAreSessionsToo() {
        new WebApplicationContextRunner()
                .withUserConfiguration(Started.class)
                .withPropertyValues("session-store.url=memory:")
                .withClassLoader(new FilteredClassLoader(
                        "org.springframework.boot.health",
                        "org.springframework.boot.actuate",
                        "org.springframework.session",
                        "org.springframework.data",
                        "dev.sessionstore.redis",
                        "dev.sessionstore.jdbc"))
                .run(context -> assertThat(context).hasSingleBean(SessionFilter.class));
    }

    @Test
    void ownersAreIndexedUnlessThePropertyOrTheApplicationDecides() {
        application.run(context -> {
            assertThat(context.getBean(SessionManager.class).knowsOwners()).isTrue();
            assertThat(context).getBean(SessionRegistry.class).isInstanceOf(OwnerSessionRegistry.class);
        });
        application.withPropertyValues("session-store.owners=false").run(context -> {
            assertThat(context.getBean(SessionManager.class).knowsOwners()).isFalse();
            assertThat(context).getBean(SessionRegistry.class).isInstanceOf(SessionRegistryImpl.class);
        });
        application
                .withBean(SessionManagerCustomizer.class, () -> manager -> manager.owner(session -> Optional.of("us")))
                .run(context -> {
                    SessionManager manager = context.getBean(SessionManager.class);
                    Session session = manager.begin();
                    session.save();
                    assertThat(manager.findAllOf("us")).hasSize(1);
                });
    }

    @Test
    void everyOptionOfTheCookieHasAProperty() {
        application
                .withPropertyValues(
                        "session-store.cookie.name=id",
                        "session-store.cookie.path=/shop",
                        "session-store.cookie.domain=example.com",
                        "session-store.cookie.max-age=30m",
                        "session-store.cookie.http-only=false",
                        "session-store.cookie.secure=true",
                        "session-store.cookie.same-site=strict",
                        "session-store.cookie.priority=high",
                        "session-store.cookie.partitioned=true")
                .run(context -> {
                    SessionStoreProperties.Cookie cookie =
                            context.getBean(SessionStoreProperties.class).cookie();
                    assertThat(cookie.toString())
                            .isEqualTo("Cookie[name=id, path=/shop, domain=example.com, maxAge=PT30M, httpOnly=false,"
                                    + " secure=TRUE, sameSite=STRICT, priority=HIGH, partitioned=true]");
                    assertThat(context.getBean(SessionManager.class).cookieName())
                            .isEqualTo("id");
                });
    }

    @Test
    void aSharedStoreNeedsASecretAndTheFailureBringsOne() {
        application.withPropertyValues("session-store.url=jdbc:h2:mem:secret").run(context -> {
            FailureAnalysis analysis = new SessionStoreFailureAnalyzer().analyze(context.getStartupFailure());
            assertThat(analysis.getDescription()).contains("session-store.secrets is not set");
            assertThat(analysis.getAction()).containsPattern("session-store\\.secrets=[0-9a-f]{64}");
        });
    }

    @Test
    void secretsAreInNoText() {
        application
                .withPropertyValues("session-store.secrets=0123456789abcdef")
                .run(context -> assertThat(
                                context.getBean(SessionStoreProperties.class).toString())
                        .doesNotContain("0123456789abcdef"));
    }

    @Test
    void sessionsAreSealedWithTheKeysOfTheProperties() {
        String key = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";
        application
                .withPropertyValues(
                        "session-store.seal.keys=k2:" + key + ", k1:" + key, "session-store.seal.mode=require")
                .run(context -> {
                    Session session = context.getBean(SessionManager.class).begin();
                    session.put("user", "zoe").save();
                    assertThat(context.getBean(Store.class).get(session.id()))
                            .hasValueSatisfying(record -> assertThat(record)
                                    .contains("\"sealed\":\"s1.k2.")
                                    .doesNotContain("zoe"));
                    assertThat(context.getBean(SessionStoreProperties.class).seal())
                            .hasToString("Seal[2 keys, REQUIRE]");
                });
        for (String wrong : List.of(key, "k1:" + key.substring(4), "k1:" + key + ",k1:" + key)) {
            application
                    .withPropertyValues("session-store.seal.keys=" + wrong)
                    .run(context -> assertThat(context.getStartupFailure())
                            .rootCause()
                            .hasMessageContaining("key")
                            .hasMessageNotContaining("AQEB"));
        }
    }

    @Test
    void ignoredPathsAreThoseOfTheApplication() {
        IgnoredPaths ignored = new IgnoredPaths(List.of("/assets/**", "/*.ico"));
        Map<String, Boolean> requests =
                Map.of("/app/assets/a/b.css", true, "/app/favicon.ico", true, "/app/cart", false);

        requests.forEach((path, expected) -> {
            MockHttpServletRequest request = new MockHttpServletRequest("GET", path);
            request.setContextPath("/app");
            assertThat(ignored.test(request)).as(path).isEqualTo(expected);
        });
    }

    @Test
    void springSessionIsConfiguredOnlyWhereWeAreSwitchedOff() {
        String theirs = "org.springframework.boot.session.data.redis.autoconfigure.SessionDataRedisAutoConfiguration";
        String[] candidates = {theirs, "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration", null};
        SpringSessionExclusion exclusion = new SpringSessionExclusion();

        exclusion.setEnvironment(new MockEnvironment());
        assertThat(exclusion.match(candidates, null)).containsExactly(false, true, true);
        exclusion.setEnvironment(new MockEnvironment().withProperty("session-store.enabled", "false"));
        assertThat(exclusion.match(candidates, null)).containsExactly(true, true, true);
    }

    @Test
    void springBoot3IsRefusedInOneSentence() {
        assertThatThrownBy(() -> SpringSessionExclusion.requireSpringBoot4("3.5.12"))
                .hasMessage("Session Store writes sessions with Jackson 3, which Spring Boot 3.5.12 does not manage.");
        SpringSessionExclusion.requireSpringBoot4("4.0.0");
    }
}
