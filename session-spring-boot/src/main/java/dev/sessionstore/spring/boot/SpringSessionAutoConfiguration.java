package dev.sessionstore.spring.boot;

import dev.sessionstore.Store;
import dev.sessionstore.servlet.SessionFilter;
import dev.sessionstore.session.SessionManager;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.session.actuate.endpoint.SessionsEndpoint;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.session.SessionRepository;

/** Spring Session's API over our sessions, where {@code spring-session-core} is on the class path. */
@AutoConfiguration(after = SessionStoreAutoConfiguration.class)
@ConditionalOnClass(SessionRepository.class)
@ConditionalOnBean({SessionManager.class, SessionFilter.class})
@ConditionalOnMissingBean(SessionRepository.class)
@ConditionalOnBooleanProperty(name = "session-store.enabled", matchIfMissing = true)
final class SpringSessionAutoConfiguration {

    @Bean
    StoreSessionRepository sessionRepository(SessionManager manager, SessionFilter filter) {
        return new StoreSessionRepository(manager, filter);
    }

    /** Spring Boot's endpoint {@code sessions}. Its own configuration stays out of the way with all others of Spring Session. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({SessionsEndpoint.class, ConditionalOnAvailableEndpoint.class})
    @ConditionalOnAvailableEndpoint(SessionsEndpoint.class)
    static class Endpoint {

        @Bean
        @ConditionalOnMissingBean
        SessionsEndpoint sessionEndpoint(StoreSessionRepository sessions, SessionManager manager) {
            return new SessionsEndpoint(sessions, manager.knowsOwners() ? sessions : null);
        }
    }

    /** The store's events have the ids under which it keeps sessions; hashed ones mean nothing to anybody else. */
    @Bean
    @ConditionalOnSingleCandidate(Store.class)
    @ConditionalOnBooleanProperty(name = "session-store.hash-sids", havingValue = false, matchIfMissing = true)
    SessionEvents sessionEvents(Store store, ApplicationEventPublisher publisher) {
        return new SessionEvents(store, publisher);
    }
}
