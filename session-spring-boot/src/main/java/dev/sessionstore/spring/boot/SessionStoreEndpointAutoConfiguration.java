package dev.sessionstore.spring.boot;

import dev.sessionstore.Store;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;

/** The endpoint {@code sessionstore}, where it is exposed as Spring Boot's own endpoints are. */
@AutoConfiguration(after = SessionStoreAutoConfiguration.class)
@ConditionalOnClass({WebEndpoint.class, ConditionalOnAvailableEndpoint.class})
@ConditionalOnSingleCandidate(Store.class)
@ConditionalOnBooleanProperty(name = "session-store.enabled", matchIfMissing = true)
@ConditionalOnAvailableEndpoint(SessionStoreEndpoint.class)
@EnableConfigurationProperties(SessionStoreEndpointAutoConfiguration.Properties.class)
final class SessionStoreEndpointAutoConfiguration {

    /**
     * Options of the endpoint.
     *
     * @param showIds Whether the ids of sessions are shown and taken, instead of digests of them.
     */
    @ConfigurationProperties("management.endpoint.sessionstore")
    record Properties(@DefaultValue("false") boolean showIds) {}

    @Bean
    @ConditionalOnMissingBean
    SessionStoreEndpoint sessionStoreEndpoint(Store store, Properties properties) {
        return new SessionStoreEndpoint(store, properties.showIds());
    }
}
