package dev.sessionstore.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.savedrequest.DefaultSavedRequest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a native image and an IDE are told. */
class RuntimeHintsTest {

    @Test
    void whatSecurityKeepsInASessionIsReachableInANativeImage() throws Exception {
        RuntimeHints hints = new RuntimeHints();
        new SessionStoreRuntimeHints().registerHints(hints, getClass().getClassLoader());

        for (Class<?> type : List.of(
                SecurityContextImpl.class,
                DefaultSavedRequest.class,
                Class.forName("org.springframework.security.jackson.CoreJacksonModule"),
                Class.forName("org.springframework.security.jackson.UserMixin"),
                Class.forName("dev.sessionstore.spring.boot.SecurityLogins$OidcForm"),
                Class.forName("dev.sessionstore.redis.lettuce.LettuceStore"))) {
            assertThat(RuntimeHintsPredicates.reflection().onType(type)).accepts(hints);
        }
        assertThat(RuntimeHintsPredicates.reflection().onFieldAccess(SecurityContextImpl.class, "authentication"))
                .accepts(hints);
    }

    @Test
    void everyPropertyHasADescription() throws Exception {
        try (InputStream in = getClass().getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            JsonNode properties = new JsonMapper().readTree(in).get("properties");
            assertThat(properties).hasSizeGreaterThan(30);
            properties.forEach(property -> {
                assertThat(property.get("name").asString())
                        .matches("(session-store|management\\.(health|endpoint))\\..+");
                assertThat(property.path("description").asString(""))
                        .as(property.toString())
                        .endsWith(".");
            });
        }
    }
}
