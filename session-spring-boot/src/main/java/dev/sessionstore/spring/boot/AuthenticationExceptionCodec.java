package dev.sessionstore.spring.boot;

import dev.sessionstore.servlet.AttributeCodec;
import java.lang.reflect.Constructor;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanInstantiationException;
import org.springframework.beans.BeanUtils;
import org.springframework.security.core.AuthenticationException;
import org.springframework.util.ClassUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Why the last login failed, as its class and its message, which is what a login page shows. */
final class AuthenticationExceptionCodec implements AttributeCodec {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String START = "{\"exception\":";

    private final AttributeCodec otherwise;
    private final List<String> packages;
    private final ClassLoader loader;

    /** @param otherwise for exceptions that cannot be made from a message */
    AuthenticationExceptionCodec(AttributeCodec otherwise, List<String> packages, ClassLoader loader) {
        this.otherwise = otherwise;
        this.packages = packages;
        this.loader = loader;
    }

    @Override
    public String write(Object value) {
        if (!(value instanceof AuthenticationException exception) || !isMadeFromItsMessage(exception)) {
            return otherwise.write(value);
        }
        return START + MAPPER.writeValueAsString(value.getClass().getName()) + ",\"message\":"
                + MAPPER.writeValueAsString(exception.getMessage()) + "}";
    }

    private static boolean isMadeFromItsMessage(AuthenticationException exception) {
        Constructor<?> constructor = constructor(exception.getClass());
        if (constructor == null) {
            return false;
        }
        try {
            Exception again = (Exception) BeanUtils.instantiateClass(constructor, exception.getMessage());
            return Objects.equals(again.getMessage(), exception.getMessage());
        } catch (BeanInstantiationException e) {
            return false;
        }
    }

    @Override
    public Object read(String json) {
        if (!json.startsWith(START)) {
            return otherwise.read(json);
        }
        JsonNode node = MAPPER.readTree(json);
        return BeanUtils.instantiateClass(
                Objects.requireNonNull(constructor(type(node.get("exception").asString()))),
                node.get("message").asStringOpt().orElse(null));
    }

    private Class<?> type(String name) {
        boolean allowed = name.startsWith("org.springframework.security.")
                || packages.stream().anyMatch(allowedPackage -> name.startsWith(allowedPackage + "."));
        if (allowed) {
            try {
                Class<?> type = ClassUtils.forName(name, loader);
                if (AuthenticationException.class.isAssignableFrom(type) && constructor(type) != null) {
                    return type;
                }
            } catch (ClassNotFoundException | LinkageError e) {
                // as one that is not allowed
            }
        }
        throw new IllegalArgumentException("class " + name + " is no AuthenticationException of an allowed package");
    }

    private static @Nullable Constructor<?> constructor(Class<?> type) {
        return ClassUtils.getConstructorIfAvailable(type, String.class);
    }
}
