package dev.sessionstore.spring.boot;

import dev.sessionstore.Store;
import java.time.InstantSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** The component {@code sessionStore} of the health endpoint, where the application has that. */
@AutoConfiguration(after = SessionStoreAutoConfiguration.class)
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnSingleCandidate(Store.class)
@ConditionalOnBooleanProperty(name = "session-store.enabled", matchIfMissing = true)
@ConditionalOnEnabledHealthIndicator("session-store")
final class SessionStoreHealthAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(name = {"sessionStoreHealthIndicator", "sessionStoreHealthContributor"})
    HealthIndicator sessionStoreHealthIndicator(Store store, StoreAvailability availability) {
        return new SessionStoreHealthIndicator(store, availability);
    }

    @Bean
    StoreAvailability sessionStoreAvailability(Store store) {
        return new StoreAvailability(store, InstantSource.system());
    }
}
