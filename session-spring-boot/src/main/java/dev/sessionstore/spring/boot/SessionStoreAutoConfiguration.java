package dev.sessionstore.spring.boot;

import dev.sessionstore.Guarantee;
import dev.sessionstore.Store;
import dev.sessionstore.servlet.SessionFilter;
import dev.sessionstore.session.SessionManager;
import jakarta.servlet.DispatcherType;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.BeanClassLoaderAware;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.Ordered;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.session.SessionRegistry;
import org.springframework.security.core.session.SessionRegistryImpl;

/**
 * Gives a servlet application its sessions: a {@link Store} by {@code session-store.*}, a {@link SessionManager} over it and a
 * {@link SessionFilter} before all filters that use sessions, Spring Security's among them. A bean that the application defines of
 * one of these types takes the place of the one here. The store is closed when the web server has ended its requests.
 */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBooleanProperty(name = "session-store.enabled", matchIfMissing = true)
@EnableConfigurationProperties(SessionStoreProperties.class)
@ImportRuntimeHints(SessionStoreRuntimeHints.class)
public final class SessionStoreAutoConfiguration implements BeanClassLoaderAware {

    /** After the filter that knows what a proxy forwarded, which is the first of all. */
    static final int FILTER_ORDER = Ordered.HIGHEST_PRECEDENCE + 50;

    private static final System.Logger LOG = System.getLogger(SessionStoreAutoConfiguration.class.getName());

    private ClassLoader loader = SessionStoreAutoConfiguration.class.getClassLoader();

    @Override
    public void setBeanClassLoader(ClassLoader classLoader) {
        this.loader = classLoader;
    }

    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    Store sessionStore(SessionStoreProperties properties, ListableBeanFactory beans) {
        StoreSelection selection = new StoreSelection(properties, beans, loader);
        return Part.MICROMETER.isPresent(loader)
                ? ObservedSelection.of(properties, beans).open(selection::open)
                : selection.open();
    }

    @Bean
    @ConditionalOnMissingBean
    SessionManager sessionManager(
            Store store,
            SessionStoreProperties properties,
            ListableBeanFactory beans,
            ObjectProvider<SessionFilter> filter,
            ObjectProvider<SessionManagerCustomizer> customizers) {
        Stream<SessionManagerCustomizer> metrics = Part.MICROMETER.isPresent(loader)
                ? ObservedSelection.of(properties, beans).customizers()
                : Stream.empty();
        boolean indexed = properties.owners() && store.owners().isPresent() && Part.SECURITY.isPresent(loader);
        return ManagerOptions.manager(
                store,
                secrets(store, properties),
                properties,
                indexed ? new PrincipalOwner(filter, properties.plainLogin()) : null,
                Stream.concat(metrics, customizers.orderedStream()));
    }

    /** Sessions that end with the process may have a secret that does. */
    private static List<String> secrets(Store store, SessionStoreProperties properties) {
        if (!properties.secrets().isEmpty()) {
            return properties.secrets();
        }
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        String secret = HexFormat.of().formatHex(random);
        if (store.guarantees().contains(Guarantee.SHARED) || store.guarantees().contains(Guarantee.DURABLE)) {
            throw new SessionStoreException(
                    "session-store.secrets is not set: without it no node, and no restarted one, knows the cookies of"
                            + " another.",
                    "Set it on all nodes, to a random text that nobody else knows. This one was made just now:\n\n"
                            + "    session-store.secrets=" + secret);
        }
        LOG.log(
                System.Logger.Level.INFO,
                "session-store.secrets is not set; a random secret is used, since the sessions end with this process");
        return List.of(secret);
    }

    @Bean
    @ConditionalOnMissingBean
    SessionFilter sessionFilter(
            SessionManager manager,
            SessionStoreProperties properties,
            ListableBeanFactory beans,
            ObjectProvider<SessionFilterCustomizer> customizers) {
        SessionFilter.Builder filter = SessionFilter.builder(manager);
        customizers.orderedStream().forEach(customizer -> customizer.customize(filter));
        new SpringAttributes(allowedPackages(properties, beans), loader).register(filter);
        SessionListeners.of(beans).forEach(filter::listener);
        if (!properties.ignoredPaths().isEmpty()) {
            filter.ignore(new IgnoredPaths(properties.ignoredPaths()));
        }
        return filter.build();
    }

    /** The application's own packages and those that it names; a package such as {@code com} is too wide to be taken unasked. */
    private static List<String> allowedPackages(SessionStoreProperties properties, ListableBeanFactory beans) {
        List<String> packages = new ArrayList<>(properties.allowedPackages());
        if (AutoConfigurationPackages.has(beans)) {
            AutoConfigurationPackages.get(beans).stream()
                    .filter(name -> name.indexOf('.') > 0 && !packages.contains(name))
                    .forEach(packages::add);
        }
        return packages;
    }

    @Bean
    @Conditional(NoFilterRegistration.class)
    @ConditionalOnMissingBean(name = "sessionFilterRegistration")
    FilterRegistrationBean<SessionFilter> sessionFilterRegistration(SessionFilter filter) {
        FilterRegistrationBean<SessionFilter> registration = new FilterRegistrationBean<>(filter);
        registration.setDispatcherTypes(
                EnumSet.of(DispatcherType.REQUEST, DispatcherType.FORWARD, DispatcherType.ASYNC, DispatcherType.ERROR));
        registration.setOrder(FILTER_ORDER);
        return registration;
    }

    /** Spring Security's list of who is logged in where, for {@code maximumSessions} and for logging somebody out everywhere. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(SessionRegistry.class)
    static class Registry {

        /** Where owners are not known, what Spring Security would take: the sessions of this node. */
        @Bean
        @ConditionalOnMissingBean
        SessionRegistry sessionRegistry(SessionManager manager) {
            return manager.knowsOwners() ? new OwnerSessionRegistry(manager) : new SessionRegistryImpl();
        }
    }

    /** With {@code session-store.plain-login=true}. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(HttpSecurity.class)
    @ConditionalOnBooleanProperty("session-store.plain-login")
    static class PlainLogin {

        @Bean
        Customizer<HttpSecurity> plainLogin() {
            PlainLoginRepository repository = new PlainLoginRepository();
            return security -> security.securityContext(context -> context.securityContextRepository(repository));
        }
    }
}
