package dev.sessionstore.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sessionstore.Store;
import dev.sessionstore.memory.MemoryStore;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** The error of applications whose class path has no working Jackson, and when it comes. */
class UnusableJacksonTest {

    private static final String WHAT_WORKS = "tools.jackson.core:jackson-databind 3.0 or later with"
            + " com.fasterxml.jackson.core:jackson-annotations 2.20 or later (2.21 for 3.1, 2.22 for 3.2, 2.23 for 3.3)";

    /** Builds a manager where, beside this library, only the code of these classes is to be had. */
    private static void build(Class<?>... jacksons) throws Throwable {
        List<URL> code = new ArrayList<>();
        for (Class<?> type : List.of(SessionManager.class, Store.class, MemoryStore.class)) {
            code.add(locationOf(type));
        }
        for (Class<?> type : jacksons) {
            code.add(locationOf(type));
        }
        try (URLClassLoader loader =
                new URLClassLoader(code.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            buildIn(loader);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static URL locationOf(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }

    private static void buildIn(ClassLoader loader) throws Exception {
        Object memory = loader.loadClass(MemoryStore.class.getName())
                .getMethod("builder")
                .invoke(null);
        try (AutoCloseable store =
                (AutoCloseable) memory.getClass().getMethod("build").invoke(memory)) {
            buildOn(store, loader);
        }
    }

    private static void buildOn(Object store, ClassLoader loader) throws ReflectiveOperationException {
        Class<?> storeType = loader.loadClass(Store.class.getName());
        Class<?> managerType = loader.loadClass(SessionManager.class.getName());
        Object builder = managerType.getMethod("builder", storeType).invoke(null, store);
        Class<?> builderType = builder.getClass();
        builderType.getMethod("secret", String.class).invoke(builder, "0123456789abcdef0123456789abcdef");
        Object manager = builderType.getMethod("build").invoke(builder);
        assertThat(manager.getClass().getClassLoader()).isSameAs(loader);
    }

    @Test
    void allOfJacksonIsEnough() throws Throwable {
        build(JsonGenerator.class, JsonMapper.class, JsonProperty.class);
    }

    @Test
    void withoutDatabindNothingIsBuilt() {
        assertThatThrownBy(() -> build(JsonGenerator.class, JsonProperty.class))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("tools.jackson.core:jackson-databind is missing")
                .hasMessageContaining(WHAT_WORKS)
                .hasCauseInstanceOf(LinkageError.class);
    }

    @Test
    void withoutAnnotationsNothingIsBuilt() {
        assertThatThrownBy(() -> build(JsonGenerator.class, JsonMapper.class))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("com.fasterxml.jackson.core:jackson-annotations is missing")
                .hasMessageContaining(WHAT_WORKS)
                .hasMessageContaining("Spring Boot 4 brings them, Spring Boot 3.5 does not")
                .hasCauseInstanceOf(LinkageError.class);
    }

    @Test
    void withoutCoreNothingIsBuilt() {
        assertThatThrownBy(() -> build(JsonMapper.class, JsonProperty.class))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("tools.jackson.core:jackson-core is missing")
                .hasMessageContaining(WHAT_WORKS)
                .hasCauseInstanceOf(LinkageError.class);
    }
}
