package dev.sessionstore.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.aot.hint.predicate.RuntimeHintsPredicates.proxies;
import static org.springframework.aot.hint.predicate.RuntimeHintsPredicates.reflection;
import static org.springframework.aot.hint.predicate.RuntimeHintsPredicates.resource;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.SimpleMetadataReaderFactory;
import org.springframework.security.authentication.DisabledException;
import org.springframework.security.authentication.InternalAuthenticationServiceException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.jackson.SecurityJacksonModules;
import org.springframework.security.web.savedrequest.DefaultSavedRequest;
import org.springframework.security.web.webauthn.jackson.WebauthnJacksonModule;
import org.springframework.util.ClassUtils;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a native image and an IDE are told. */
class RuntimeHintsTest {

    private final RuntimeHints hints = new RuntimeHints();

    @BeforeEach
    void register() {
        new SessionStoreRuntimeHints().registerHints(hints, getClass().getClassLoader());
    }

    @ParameterizedTest
    @EnumSource
    void aPartOfTheApplicationIsFoundByItsClass(Part part) throws Exception {
        assertThat(reflection().onType(Class.forName(part.className()))).accepts(hints);
    }

    @ParameterizedTest
    @EnumSource
    void aStoreModuleIsFoundByItsClass(StoreType type) throws Exception {
        assertThat(reflection().onType(Class.forName(type.className()))).accepts(hints);
    }

    @Test
    void whatSecurityKeepsInASessionIsReadByItsFields() {
        assertThat(reflection().onFieldAccess(SecurityContextImpl.class, "authentication"))
                .accepts(hints);
        assertThat(reflection()
                        .onType(DefaultSavedRequest.class)
                        .withMemberCategory(MemberCategory.INVOKE_DECLARED_CONSTRUCTORS))
                .accepts(hints);
    }

    /** Every version of Spring Security has some more. */
    @Test
    void everyFormOfSpringSecurityIsRead() throws Exception {
        List<String> forms = new ArrayList<>();
        for (Resource file : new PathMatchingResourcePatternResolver()
                .getResources("classpath*:org/springframework/security/**/jackson/*.class")) {
            MetadataReader found = new SimpleMetadataReaderFactory().getMetadataReader(file);
            String name = found.getClassMetadata().getClassName();
            String outermost = name.replaceFirst("\\$.*", "");
            // those of Jackson 2 have nothing to extend
            if (!name.matches(".*(package-info|\\$\\d+)")
                    && ClassUtils.isPresent(outermost, null)
                    && ClassUtils.isPresent(name, null)) {
                assertThat(reflection()
                                .onType(ClassUtils.resolveClassName(name, null))
                                .withMemberCategory(MemberCategory.INVOKE_DECLARED_CONSTRUCTORS))
                        .as(name)
                        .accepts(hints);
                forms.add(name);
            }
        }
        assertThat(forms).hasSizeGreaterThan(60);
    }

    @Test
    void whatThoseFormsAreOfIsReadByItsFields() {
        Set<Class<?>> types = new LinkedHashSet<>();
        List<JacksonModule> modules =
                new ArrayList<>(SecurityJacksonModules.getModules(getClass().getClassLoader()));
        modules.add(new WebauthnJacksonModule());
        modules.forEach(module -> module.setupModule(listening(types)));
        types.removeIf(Class::isInterface);
        assertThat(types).hasSizeGreaterThan(20);
        for (Class<?> type : types) {
            assertThat(reflection().onType(type).withMemberCategory(MemberCategory.ACCESS_DECLARED_FIELDS))
                    .as(type.getName())
                    .accepts(hints);
        }
    }

    /** A context that only hears which types have a form. */
    private JacksonModule.SetupContext listening(Set<Class<?>> types) {
        return (JacksonModule.SetupContext) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {JacksonModule.SetupContext.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("setMixIn")) {
                        types.add((Class<?>) arguments[0]);
                    }
                    return method.getName().equals("getOwner") ? JsonMapper.builder() : null;
                });
    }

    @Test
    void whyALoginFailedIsMadeFromItsMessage() throws Exception {
        for (Class<? extends AuthenticationException> type :
                List.of(LockedException.class, DisabledException.class, InternalAuthenticationServiceException.class)) {
            Constructor<?> constructor = type.getConstructor(String.class);
            assertThat(reflection().onConstructorInvocation(constructor))
                    .as(type.getName())
                    .accepts(hints);
        }
    }

    @Test
    void theScriptsOfADatabaseAreThere() {
        for (String dialect : List.of("mysql", "postgresql", "h2")) {
            assertThat(resource().forResource("dev/sessionstore/jdbc/" + dialect + ".sql"))
                    .as(dialect)
                    .accepts(hints);
        }
    }

    @Test
    void aSocketFactoryIsMadeByTheDriver() throws Exception {
        assertThat(reflection()
                        .onType(Class.forName("dev.sessionstore.jdbc.TrackedSocketFactory"))
                        .withMemberCategory(MemberCategory.INVOKE_DECLARED_CONSTRUCTORS))
                .accepts(hints);
    }

    @Test
    void anExchangeThatHasEndedIsAProxy() {
        assertThat(proxies().forInterfaces(HttpServletRequest.class)).accepts(hints);
        assertThat(proxies().forInterfaces(HttpServletResponse.class)).accepts(hints);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dev.sessionstore.session.JacksonCheck$Sample",
                "dev.sessionstore.spring.boot.SessionStoreEndpoint$Page",
                "dev.sessionstore.spring.boot.SessionStoreEndpoint$Entry",
                "dev.sessionstore.spring.boot.SessionStoreEndpoint$Problem",
                "dev.sessionstore.spring.boot.SessionDescription"
            })
    void aRecordThatJacksonWritesHasItsAccessors(String name) throws Exception {
        Class<?> type = Class.forName(name);
        assertThat(reflection().onMethodInvocation(type.getRecordComponents()[0].getAccessor()))
                .accepts(hints);
        assertThat(reflection().onConstructorInvocation(type.getDeclaredConstructors()[0]))
                .accepts(hints);
    }

    @Test
    void whatIsCalledByReflectionInOtherLibrariesIsThere() throws Exception {
        assertThat(reflection()
                        .onMethodInvocation(HttpServletResponse.class.getMethod(
                                "sendRedirect", String.class, int.class, boolean.class)))
                .accepts(hints);
        assertThat(reflection().onFieldAccess("redis.clients.jedis.UnifiedJedis", "provider"))
                .accepts(hints);
        assertThat(reflection()
                        .onType(Class.forName("redis.clients.jedis.providers.SentineledConnectionProvider"))
                        .withMemberCategory(MemberCategory.INVOKE_PUBLIC_METHODS))
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
