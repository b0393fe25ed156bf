package dev.sessionstore.spring.boot;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/**
 * Keeps Spring Boot from configuring Spring Session as well, when it is on the class path, and refuses a Spring Boot that does not
 * bring Jackson 3.
 */
final class SpringSessionExclusion implements AutoConfigurationImportFilter, EnvironmentAware {

    private @Nullable Environment environment;

    @Override
    public void setEnvironment(Environment environment) {
        this.environment = environment;
    }

    @Override
    public boolean[] match(@Nullable String[] candidates, AutoConfigurationMetadata metadata) {
        boolean enabled = environment == null || environment.getProperty("session-store.enabled", Boolean.class, true);
        if (enabled) {
            requireSpringBoot4(SpringBootVersion.getVersion());
        }
        boolean[] imported = new boolean[candidates.length];
        for (int i = 0; i < candidates.length; i++) {
            imported[i] = !enabled || !isSpringSession(candidates[i]);
        }
        return imported;
    }

    private static boolean isSpringSession(@Nullable String candidate) {
        return candidate != null && candidate.startsWith("org.springframework.boot.session.");
    }

    static void requireSpringBoot4(String version) {
        if (Integer.parseInt(version.substring(0, version.indexOf('.'))) < 4) {
            throw new SessionStoreException(
                    "Session Store writes sessions with Jackson 3, which Spring Boot " + version + " does not manage.",
                    "Use Spring Boot 4.0 or later, or remove session-spring-boot.");
        }
    }
}
