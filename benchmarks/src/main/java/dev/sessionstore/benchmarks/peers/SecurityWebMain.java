package dev.sessionstore.benchmarks.peers;

import dev.sessionstore.bench.Payload;
import dev.sessionstore.bench.Target;
import dev.sessionstore.bench.stores.StoreSpec;
import dev.sessionstore.bench.targets.Namespaces;
import dev.sessionstore.bench.web.WebTarget;
import dev.sessionstore.bench.web.WebTask;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A Spring Boot application with Spring Security in front of it, whose sessions in Redis are ours or Spring Session's, and how another
 * process starts it. Both have their defaults.
 */
final class SecurityWebMain {

    private static final String LIFETIME = SpringWork.LIFETIME.toMinutes() + "m";

    private SecurityWebMain() {}

    /** Whose sessions there are. */
    enum Sessions {
        /** Those of {@code session-spring-boot}. */
        OURS,
        /** Those of Spring Session. */
        SPRING
    }

    static Target start(StoreSpec spec, Sessions sessions, boolean withSession, Payload payload, int threads)
            throws IOException {
        WebTask task = new WebTask(sessions.name(), spec, Namespaces.unique(), payload, threads);
        return WebTarget.startJava(
                SecurityWebMain.class.getName(),
                task.arguments(),
                task.environment(),
                withSession,
                () -> cleanUp(task));
    }

    private static void cleanUp(WebTask task) {
        RedisKeys.delete(task.spec(), task.namespace());
        RedisKeys.delete(task.spec(), "owners:" + task.namespace());
    }

    /** Serves until standard input ends. */
    public static void main(String[] args) throws Exception {
        WebTask task = WebTask.of(args);
        SpringApplication application = new SpringApplication(SecurityApplication.class);
        application.setDefaultProperties(properties(task));
        application.addInitializers(context -> context.getBeanFactory().registerSingleton("payload", task.payload()));
        try (ConfigurableApplicationContext context = application.run()) {
            System.out.println("port " + context.getEnvironment().getRequiredProperty("local.server.port"));
            System.out.flush();
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }

    private static Map<String, Object> properties(WebTask task) {
        Map<String, Object> properties = new HashMap<>(Map.of(
                "server.port", "0",
                "server.address", "127.0.0.1",
                "server.tomcat.max-keep-alive-requests", "-1",
                "spring.main.banner-mode", "off",
                "logging.level.root", "warn"));
        boolean ours = task.api().equals(Sessions.OURS.name());
        properties.putAll(ours ? ours(task) : spring(task));
        String prefix = ours ? "session-store." : "spring.data.redis.";
        StoreSpec spec = task.spec();
        if (spec.user() != null) {
            properties.put(prefix + (ours ? "user" : "username"), spec.user());
        }
        if (spec.password() != null) {
            properties.put(prefix + "password", spec.password());
        }
        return properties;
    }

    private static Map<String, Object> ours(WebTask task) {
        return Map.of(
                "session-store.url",
                task.spec().requiredUrl(),
                "session-store.type",
                "lettuce",
                "session-store.prefix",
                task.namespace() + ":",
                "session-store.secrets",
                "a secret that nothing depends on",
                "session-store.idle-timeout",
                LIFETIME);
    }

    private static Map<String, Object> spring(WebTask task) {
        return Map.of(
                "session-store.enabled",
                "false",
                "spring.data.redis.url",
                task.spec().requiredUrl(),
                "spring.session.data.redis.namespace",
                task.namespace(),
                "spring.session.timeout",
                LIFETIME);
    }
}
