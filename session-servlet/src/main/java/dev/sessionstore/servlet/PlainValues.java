package dev.sessionstore.servlet;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which values JSON has by itself, and what to do about others. */
final class PlainValues {

    /** The largest whole number of which JavaScript, and so JSON, is sure: 2^53. */
    private static final long SAFE = 1L << 53;

    private static final int DEEPEST = 200;

    private PlainValues() {}

    /** {@return whether a value contains an object of a class that JSON does not have} */
    static boolean hasObjects(@Nullable Object value, int depth) {
        if (value instanceof List<?> list && isJdk(value)) {
            return depth < DEEPEST && list.stream().anyMatch(element -> hasObjects(element, depth + 1));
        }
        if (value instanceof Map<?, ?> map && isJdk(value)) {
            return depth < DEEPEST && map.values().stream().anyMatch(member -> hasObjects(member, depth + 1));
        }
        return !(value == null
                || value instanceof String
                || value instanceof Boolean
                || value instanceof Integer
                || value instanceof Long
                || value instanceof Double);
    }

    /** @throws IllegalArgumentException that says what to do, when a value is not plain */
    static void check(String name, Object value) {
        check(name, value, value, 0);
    }

    private static void check(String name, Object whole, @Nullable Object value, int depth) {
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
            list.forEach(element -> check(name, whole, element, depth + 1));
        } else if (value instanceof Map<?, ?> map && isJdk(value)) {
            map.forEach((key, member) -> {
                if (!(key instanceof String)) {
                    throw new IllegalArgumentException("attribute '" + name + "' has a map key that is no String");
                }
                check(name, whole, member, depth + 1);
            });
        } else {
            throw new IllegalArgumentException("attribute '" + name + "' is or contains a "
                    + value.getClass().getName()
                    + "; a session keeps JSON: put String, Boolean, Integer, Long, Double, or List and Map of"
                    + " java.util, or "
                    + remedy(name, whole) + ", or allow the classes of its package with SessionFilter.builder(...)"
                    + ".otherwise(ClassNameCodec.allowing(\"" + value.getClass().getPackageName() + "\"))");
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
                ? "an object of a class of your own that holds it, and register that class with"
                        + " SessionFilter.builder(...).attribute"
                : "register the type with SessionFilter.builder(...).attribute(\"" + name + "\", " + type + ")";
    }

    private static @Nullable String token(String generic, Collection<?> elements) {
        Set<Class<?>> classes = new HashSet<>();
        elements.stream().filter(Objects::nonNull).forEach(element -> classes.add(element.getClass()));
        return classes.size() == 1 && elements.stream().noneMatch(element -> element != null && isJdk(element))
                ? "new TypeToken<" + generic.formatted(classes.iterator().next().getSimpleName()) + ">() {}"
                : null;
    }
}
