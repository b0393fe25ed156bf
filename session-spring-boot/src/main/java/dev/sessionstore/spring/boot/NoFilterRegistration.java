package dev.sessionstore.spring.boot;

import dev.sessionstore.servlet.SessionFilter;
import java.util.Objects;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.ResolvableType;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Whether the application leaves it to us to register the filter. Of two registrations the first in order would decide. */
final class NoFilterRegistration implements ConfigurationCondition {

    private static final ResolvableType REGISTRATION =
            ResolvableType.forClassWithGenerics(FilterRegistrationBean.class, SessionFilter.class);

    @Override
    public ConfigurationPhase getConfigurationPhase() {
        return ConfigurationPhase.REGISTER_BEAN;
    }

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        return Objects.requireNonNull(context.getBeanFactory()).getBeanNamesForType(REGISTRATION, true, false).length
                == 0;
    }
}
