package dev.sessionstore.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import java.util.stream.Stream;

/**
 * A published module: its package, and the packages that its main code may import besides {@link #EVERYWHERE}. A new module is
 * added here.
 *
 * @param imports in ArchUnit's notation, where {@code ..} includes the packages below
 */
record Module(String name, String itsPackage, List<String> imports) {

    /** The parts of the JDK without network and databases, and the annotations for null. */
    private static final List<String> EVERYWHERE = List.of(
            "",
            "java.io",
            "java.lang..",
            "java.math",
            "java.nio..",
            "java.security..",
            "java.text",
            "java.time..",
            "java.util..",
            "javax.crypto..",
            "org.jspecify.annotations");

    private static final String API = "dev.sessionstore";
    private static final String REDIS = "dev.sessionstore.redis";
    private static final String CORE = "dev.sessionstore.session";

    static final List<Module> ALL = List.of(
            module("store-api", API),
            module("store-memory", "dev.sessionstore.memory", API),
            module("store-migration", "dev.sessionstore.migration", API),
            module("store-near", "dev.sessionstore.near", API, "com.github.benmanes.caffeine.cache"),
            module(
                    "store-micrometer",
                    "dev.sessionstore.micrometer",
                    API,
                    "dev.sessionstore.near",
                    CORE,
                    "io.micrometer.."),
            module("store-redis", REDIS, API, "java.net"),
            module(
                    "store-redis-jedis",
                    REDIS + ".jedis",
                    API,
                    REDIS,
                    "java.net",
                    "javax.net..",
                    "redis.clients.jedis..",
                    "org.apache.commons.pool2.."),
            module("store-redis-lettuce", REDIS + ".lettuce", API, REDIS, "java.net", "io.lettuce..", "io.netty.."),
            module("store-redis-redisson", REDIS + ".redisson", API, REDIS, "java.net", "org.redisson..", "io.netty.."),
            module(
                    "store-jdbc",
                    "dev.sessionstore.jdbc",
                    API,
                    "java.net",
                    "java.sql",
                    "javax.net",
                    "javax.sql",
                    "com.zaxxer.hikari..",
                    "com.mysql.cj.."),
            module("session-core", CORE, API, "tools.jackson.."),
            module(
                    "session-servlet",
                    "dev.sessionstore.servlet",
                    CORE,
                    "java.net",
                    "jakarta.servlet..",
                    "tools.jackson..",
                    "com.fasterxml.jackson.annotation"),
            module(
                    "session-spring-boot",
                    "dev.sessionstore.spring.boot",
                    API,
                    "dev.sessionstore.memory",
                    REDIS + "..",
                    "dev.sessionstore.jdbc",
                    CORE,
                    "dev.sessionstore.servlet",
                    "java.net",
                    "javax.sql",
                    "jakarta.servlet..",
                    "org.springframework..",
                    "tools.jackson..",
                    "com.fasterxml.jackson.annotation",
                    "io.lettuce.core..",
                    "redis.clients.jedis..",
                    "org.redisson.api..",
                    "dev.sessionstore.micrometer",
                    "io.micrometer.."),
            module(
                    "conformance-tests",
                    "dev.sessionstore.conformance",
                    API,
                    "java.net",
                    "javax.xml.stream",
                    "org.junit.jupiter.api..",
                    "org.opentest4j"));

    static final JavaClasses CLASSES = new ClassFileImporter()
            .importPackages("dev.sessionstore")
            .that(not(resideInAPackage(Module.class.getPackageName())));

    private static Module module(String name, String itsPackage, String... imports) {
        return new Module(name, itsPackage, List.of(imports));
    }

    String[] allowed() {
        return Stream.of(EVERYWHERE, List.of(itsPackage), imports)
                .flatMap(List::stream)
                .toArray(String[]::new);
    }

    boolean has(JavaClass type) {
        return itsPackage.equals(type.getPackageName());
    }

    @Override
    public String toString() {
        return name;
    }
}
