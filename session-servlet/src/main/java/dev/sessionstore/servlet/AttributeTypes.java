package dev.sessionstore.servlet;

import dev.sessionstore.session.Session;
import dev.sessionstore.session.SessionAttributeException;
import dev.sessionstore.session.TypeToken;
import jakarta.servlet.http.HttpSessionBindingListener;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigInteger;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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

    /** What {@link #read} gives; plain JSON where that does not fit the registered type (any more). */
    @Nullable
    Object readLeniently(Session session, String name) {
        try {
            return read(session, name);
        } catch (SessionAttributeException e) {
            return session.get(name, Object.class).orElse(null);
        }
    }

    /** Whether values under this name are told when they come into a session and leave it. */
    boolean isBinding(String name) {
        Object type = registered.get(name);
        return type != null && HttpSessionBindingListener.class.isAssignableFrom(rawType(type));
    }

    /**
     * Puts a value, or refuses it and leaves the old one, if it would not come back as it was put.
     *
     * @throws IllegalArgumentException that says what to do
     */
    void put(Session session, String name, Object value) {
        check(name, value);
        if (registered.containsKey(name)) {
            readBack(session, name, value);
        }
        session.put(name, value);
    }

    /** Reads what would be stored once, so that a class that can be written but not read is refused here and not later. */
    private void readBack(Session session, String name, Object value) {
        Optional<String> before = session.getJson(name);
        try {
            session.put(name, value);
            session.putJson(name, session.getJson(name).orElseThrow());
            read(session, name);
        } catch (SessionAttributeException e) {
            before.ifPresentOrElse(json -> session.putJson(name, json), () -> session.remove(name));
            throw new IllegalArgumentException(
                    "attribute '" + name + "' could not be read back: give "
                            + value.getClass().getName()
                            + " a form that Jackson can read, a record or a constructor without parameters for example",
                    e);
        }
    }

    void check(String name, Object value) {
        Object type = registered.get(name);
        if (type == null) {
            checkPlain(name, value, value, 0);
        } else if (!rawType(type).isInstance(value)) {
            throw new IllegalArgumentException(
                    "attribute '" + name + "' is registered as " + rawType(type).getName() + " and cannot be a "
                            + value.getClass().getName());
        }
    }

    private static void checkPlain(String name, Object whole, @Nullable Object value, int depth) {
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
        } else if (value instanceof List<?> list && isJdk(value)) {
            list.forEach(element -> checkPlain(name, whole, element, depth + 1));
        } else if (value instanceof Map<?, ?> map && isJdk(value)) {
            map.forEach((key, member) -> {
                if (!(key instanceof String)) {
                    throw new IllegalArgumentException("attribute '" + name + "' has a map key that is no String");
                }
                checkPlain(name, whole, member, depth + 1);
            });
        } else {
            throw new IllegalArgumentException("attribute '" + name + "' is or contains a "
                    + value.getClass().getName()
                    + "; a session keeps JSON: put String, Boolean, Integer, Long, Double, or List and Map of java.util, or "
                    + remedy(name, whole));
        }
    }

    /** A collection of somebody else's may be more than its elements. */
    private static boolean isJdk(Object value) {
        return value.getClass().getClassLoader() == null
                && value.getClass().getPackageName().startsWith("java.util");
    }

    private static String remedy(String name, Object value) {
        String type;
        if (value instanceof List<?> list && isJdk(value)) {
            type = token("List<%s>", list);
        } else if (value instanceof Map<?, ?> map && isJdk(value)) {
            type = token("Map<String, %s>", map.values());
        } else {
            type = value.getClass().getSimpleName() + ".class";
        }
        return type == null
                ? "an object of a class of your own that holds it, and register that class with SessionFilter.builder(...).attribute"
                : "register the type with SessionFilter.builder(...).attribute(\"" + name + "\", " + type + ")";
    }

    private static @Nullable String token(String generic, Collection<?> elements) {
        Set<Class<?>> classes = new HashSet<>();
        elements.stream().filter(Objects::nonNull).forEach(element -> classes.add(element.getClass()));
        return classes.size() == 1 && elements.stream().noneMatch(element -> element != null && isJdk(element))
                ? "new TypeToken<" + generic.formatted(classes.iterator().next().getSimpleName()) + ">() {}"
                : null;
    }

    private static Class<?> rawType(Object registered) {
        Type type = registered instanceof TypeToken<?> token ? token.type() : (Type) registered;
        if (type instanceof ParameterizedType parameterized) {
            type = parameterized.getRawType();
        }
        return type instanceof Class<?> raw ? raw : Object.class;
    }
}
