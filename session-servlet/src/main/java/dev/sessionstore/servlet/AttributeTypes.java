package dev.sessionstore.servlet;

import dev.sessionstore.session.TypeToken;
import jakarta.servlet.http.HttpSessionBindingListener;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an attribute of an {@code HttpSession} may be, since JSON has no classes: plain values, and under a registered name a value
 * of its type or form.
 *
 * @param registered the type, a {@code Class} or a {@link TypeToken}, by the attribute's name
 * @param forms the forms by pattern, the first that matches counts
 * @param otherwise the form of what is not plain and has no name here; null: it is refused
 * @param requestOnly the names of what is not stored
 */
record AttributeTypes(
        Map<String, Object> registered,
        List<Form> forms,
        @Nullable AttributeCodec otherwise,
        Predicate<String> requestOnly) {

    AttributeTypes(Map<String, Object> registered) {
        this(registered, List.of(), null, name -> false);
    }

    record Form(Predicate<String> name, AttributeCodec codec) {}

    /** {@return which names a pattern means, in which a star stands for any characters} */
    static Predicate<String> matching(String pattern) {
        String[] parts = pattern.split("\\*", -1);
        if (parts.length == 1) {
            return pattern::equals;
        }
        StringBuilder regex = new StringBuilder(Pattern.quote(parts[0]));
        for (int i = 1; i < parts.length; i++) {
            regex.append(".*").append(Pattern.quote(parts[i]));
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL).asMatchPredicate();
    }

    @Nullable
    AttributeCodec codec(String name) {
        for (Form form : forms) {
            if (form.name.test(name)) {
                return form.codec;
            }
        }
        return null;
    }

    /** Whether values under this name are told when they come into a session and leave it. */
    boolean isBinding(String name) {
        Object type = registered.get(name);
        return type == null
                ? otherwise != null || codec(name) != null || requestOnly.test(name)
                : HttpSessionBindingListener.class.isAssignableFrom(rawType(type));
    }

    /** @throws IllegalArgumentException that says what to do, when a value is neither plain nor of its registered type */
    void check(String name, Object value) {
        Object type = registered.get(name);
        if (type == null) {
            PlainValues.check(name, value);
        } else if (!rawType(type).isInstance(value)) {
            throw new IllegalArgumentException(
                    "attribute '" + name + "' is registered as " + rawType(type).getName() + " and cannot be a "
                            + value.getClass().getName());
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
