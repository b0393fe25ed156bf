package dev.sessionstore.servlet;

import dev.sessionstore.session.Session;
import dev.sessionstore.session.TypeToken;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an attribute of an {@code HttpSession} may be, since JSON has no classes: plain values, and under a registered name a value
 * of its type.
 *
 * @param registered the type, a {@code Class} or a {@link TypeToken}, by the attribute's name
 */
record AttributeTypes(Map<String, Object> registered) {

    /** The largest whole number of which JavaScript, and so JSON, is sure: 2^53. */
    private static final long SAFE = 1L << 53;

    private static final int DEEPEST = 200;

    @Nullable
    Object read(Session session, String name) {
        Object type = registered.get(name);
        Optional<?> value;
        if (type instanceof TypeToken<?> token) {
            value = session.get(name, token);
        } else if (type instanceof Class<?> clazz) {
            value = session.get(name, clazz);
        } else {
            value = session.get(name, Object.class);
        }
        Object found = value.orElse(null);
        return found instanceof BigInteger number ? (Object) number.doubleValue() : found;
    }

    /**
     * Refuses what would not come back as it was put.
     *
     * @throws IllegalArgumentException that says what to do
     */
    void check(String name, Object value) {
        Object type = registered.get(name);
        if (type == null) {
            checkPlain(name, value, 0);
        } else if (!rawType(type).isInstance(value)) {
            throw new IllegalArgumentException(
                    "attribute '" + name + "' is registered as " + rawType(type).getName() + " and cannot be a "
                            + value.getClass().getName());
        }
    }

    private static void checkPlain(String name, @Nullable Object value, int depth) {
        if (depth > DEEPEST) {
            throw new IllegalArgumentException(
                    "attribute '" + name + "' is nested deeper than " + DEEPEST + " levels, or contains itself");
        }
        if (value == null || value instanceof String || value instanceof Boolean || value instanceof Integer) {
            return;
        }
        if (value instanceof Long number) {
            if (number > SAFE || number < -SAFE) {
                throw new IllegalArgumentException(
                        "attribute '" + name + "' is a Long beyond 2^53, which JSON readers round: put it as a String");
            }
        } else if (value instanceof Double number) {
            if (!Double.isFinite(number)) {
                throw new IllegalArgumentException(
                        "attribute '" + name + "' is " + number + ", which JSON does not have");
            }
        } else if (value instanceof List<?> list) {
            list.forEach(element -> checkPlain(name, element, depth + 1));
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((key, member) -> {
                if (!(key instanceof String)) {
                    throw new IllegalArgumentException("attribute '" + name + "' has a map key that is no String");
                }
                checkPlain(name, member, depth + 1);
            });
        } else {
            throw new IllegalArgumentException(
                    "attribute '" + name + "' is a " + value.getClass().getName()
                            + "; a session keeps JSON: put String, Boolean, Integer, Long, Double, List or Map, or register the type"
                            + " with SessionFilter.builder(...).attribute(\"" + name + "\", "
                            + value.getClass().getSimpleName() + ".class)");
        }
    }

    private static Class<?> rawType(Object registered) {
        Type type = registered instanceof TypeToken<?> token ? token.type() : (Type) registered;
        if (type instanceof ParameterizedType parameterized) {
            type = parameterized.getRawType();
        }
        return type instanceof Class<?> raw ? raw : Object.class;
    }
}
