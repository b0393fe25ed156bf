package com.example;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionstore.memory.MemoryStore;
import dev.sessionstore.session.SessionManager;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** What an application learns when Spring Boot manages annotations that are too old for Jackson 3. */
class RefusedAtTheStartTest {

    @Test
    void noManagerIsBuiltAndTheMessageSaysWhatIsNeeded() {
        try (MemoryStore store = MemoryStore.builder().build()) {
            assertThatThrownBy(() -> SessionManager.builder(store)
                            .secret("0123456789abcdef0123456789abcdef")
                            .build())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("com.fasterxml.jackson.core:jackson-annotations 2.19.4")
                    .hasMessageContaining("com.fasterxml.jackson.core:jackson-annotations 2.20 or later")
                    .hasMessageContaining("Spring Boot 4");
        }
    }

    @SpringBootApplication
    static class Application {}

    @Test
    void anApplicationDoesNotStartAndTheMessageSaysWhy() {
        assertThatThrownBy(() -> SpringApplication.run(Application.class, "--server.port=0"))
                .hasStackTraceContaining("Session Store writes sessions with Jackson 3, which Spring Boot 3.5")
                .isNotNull();
    }
}
