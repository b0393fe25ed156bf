package dev.sessionstore.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootVersion;

/** These tests run with the newest Spring Boot, and again with the oldest in session-spring-boot-oldest. */
class SpringBootVersionTest {

    @Test
    void theTestsRunWithTheSpringBootThatTheBuildNames() {
        assertThat(SpringBootVersion.getVersion()).isEqualTo(System.getProperty("sessionstore.spring-boot.version"));
    }
}
