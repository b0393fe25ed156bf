package dev.sessionstore.spring.boot;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;
import org.springframework.util.ClassUtils;

/** What a native image has to keep of what is found by its name: classes, members of others, and the SQL of the databases. */
final class SessionStoreRuntimeHints implements RuntimeHintsRegistrar {

    private static final BindingReflectionHintsRegistrar BINDING = new BindingReflectionHintsRegistrar();
    private static final String SESSIONS = "dev.sessionstore.session.";

    @Override
    public void registerHints(RuntimeHints hints, @Nullable ClassLoader loader) {
        Stream.concat(
                        Stream.of(Part.values()).map(Part::className),
                        Stream.of(StoreType.values()).map(StoreType::className))
                .forEach(name -> hints.reflection().registerTypeIfPresent(loader, name));
        written(hints, loader);
        others(hints, loader);
        // named to the drivers
        Stream.of("dev.sessionstore.jdbc.TrackedSocketFactory", "dev.sessionstore.jdbc.TrackedMySqlSocketFactory")
                .forEach(name -> hints.reflection()
                        .registerTypeIfPresent(loader, name, MemberCategory.INVOKE_DECLARED_CONSTRUCTORS));
        hints.resources().registerPattern("dev/sessionstore/jdbc/*.sql");
        // behind a request and a response that are over
        hints.proxies().registerJdkProxy(HttpServletRequest.class);
        hints.proxies().registerJdkProxy(HttpServletResponse.class);
        SecurityRuntimeHints.register(hints, loader);
    }

    /** Records that Jackson writes: the answers of the endpoint, and the value with which the session layer tries Jackson. */
    private static void written(RuntimeHints hints, @Nullable ClassLoader loader) {
        Stream.of(
                        SESSIONS + "JacksonCheck$Sample",
                        SessionStoreEndpoint.Page.class.getName(),
                        SessionStoreEndpoint.Entry.class.getName(),
                        SessionStoreEndpoint.Problem.class.getName(),
                        SessionDescription.class.getName())
                .map(name -> ClassUtils.resolveClassName(name, loader))
                .forEach(type -> BINDING.registerReflectionHints(hints.reflection(), type));
    }

    /** Members that only some versions have. */
    private static void others(RuntimeHints hints, @Nullable ClassLoader loader) {
        hints.reflection()
                .registerType(
                        HttpServletResponse.class,
                        type -> type.withMethod(
                                "sendRedirect",
                                TypeReference.listOf(String.class, int.class, boolean.class),
                                ExecutableMode.INVOKE));
        hints.reflection()
                .registerTypeIfPresent(loader, "redis.clients.jedis.UnifiedJedis", type -> type.withField("provider"));
        hints.reflection()
                .registerTypeIfPresent(
                        loader,
                        "redis.clients.jedis.providers.SentineledConnectionProvider",
                        MemberCategory.INVOKE_PUBLIC_METHODS);
    }
}
