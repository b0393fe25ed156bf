package dev.sessionstore.spring.boot;

import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/** Parts of Spring that an application may have, each known by one of its classes. */
enum Part {
    /** Spring MVC. */
    MVC("org.springframework.web.servlet.FlashMap"),
    /** Spring Security's core. */
    SECURITY("org.springframework.security.core.context.SecurityContext"),
    /** Its JSON forms. */
    SECURITY_JACKSON("org.springframework.security.jackson.SecurityJacksonModules"),
    /** Its filters. */
    SECURITY_WEB("org.springframework.security.web.SecurityFilterChain"),
    /** Its OAuth 2 client. */
    OAUTH2_CLIENT("org.springframework.security.oauth2.client.jackson.OAuth2ClientJacksonModule"),
    /** Its passkeys. */
    PASSKEYS("org.springframework.security.web.webauthn.jackson.WebauthnJacksonModule"),
    /** Spring Data Redis over Lettuce. */
    DATA_REDIS("org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory"),
    /** Our metrics and traces of a store. */
    MICROMETER("dev.sessionstore.micrometer.ObservedStore");

    private final String className;

    Part(String className) {
        this.className = className;
    }

    String className() {
        return className;
    }

    boolean isPresent(@Nullable ClassLoader loader) {
        return ClassUtils.isPresent(className, loader);
    }
}
