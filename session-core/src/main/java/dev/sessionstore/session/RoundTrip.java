package dev.sessionstore.session;

import java.lang.reflect.Type;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether a value that is put comes back: its JSON is read as the value's class, and what that gives has to be written the same
 * again. Text, booleans and numbers are what JSON is made of, and are not read. Collections, maps and arrays of objects come
 * back as the type that the reader gives, so each of their elements is checked.
 */
record RoundTrip(Codec codec, String name) {

    /** @param json what was written for the value */
    void require(@Nullable Object value, String json) {
        if (value != null && !isPlain(value) && !walk(value)) {
            requireOwn(value, json);
        }
    }

    /** @param type what it will be read as */
    void require(@Nullable Object value, Type type, String json) {
        if (value == null || isPlain(value)) {
            return;
        }
        String again = codec.write(name, read(value, type, json));
        if (!again.equals(json) && !SameJson.test(again, json) && isSteady(value, json)) {
            throw new SessionAttributeException(refused(value) + " would not come back as it is: read as "
                    + type.getTypeName() + " and written again, its JSON is another; each property needs a field, a"
                    + " setter or a parameter of the constructor");
        }
    }

    /** What is no collection is read as its own class. */
    private void requireOwn(Object value, String json) {
        Class<?> type = named(value.getClass());
        if (type.isAnonymousClass() || type.isHidden()) {
            throw new SessionAttributeException(refused(value) + " has no name, so it cannot be read again");
        }
        require(value, type, json);
    }

    private @Nullable Object read(Object value, Type type, String json) {
        try {
            return codec.parse(json, type);
        } catch (RuntimeException e) {
            throw new SessionAttributeException(
                    refused(value) + " could not be read again as " + type.getTypeName() + " (" + Codec.why(e)
                            + "); a record can, and so can a class with a constructor without parameters");
        }
    }

    private String refused(Object value) {
        return "attribute '" + name + "' is not put: " + value.getClass();
    }

    /** A property that is computed anew each time, as an age, cannot be compared. */
    private boolean isSteady(Object value, String json) {
        return codec.write(name, value).equals(json);
    }

    private boolean walk(Object value) {
        if (value instanceof Collection<?> elements) {
            elements.forEach(this::requireElement);
        } else if (value instanceof Map<?, ?> map) {
            map.forEach(this::requireEntry);
        } else if (value instanceof Object[] elements) {
            for (Object element : elements) {
                requireElement(element);
            }
        } else {
            return false;
        }
        return true;
    }

    private void requireElement(@Nullable Object element) {
        if (element != null && !isPlain(element) && !walk(element)) {
            requireOwn(element, codec.write(name, element));
        }
    }

    /** The name is read by the class of the key. */
    private void requireEntry(@Nullable Object key, @Nullable Object value) {
        if (key != null && !isPlain(key)) {
            Map<?, ?> entry = Collections.singletonMap(key, null);
            require(entry, codec.mapType(named(key.getClass())), codec.write(name, entry));
        }
        requireElement(value);
    }

    private static boolean isPlain(Object value) {
        return value instanceof String
                || value instanceof Boolean
                || value instanceof Integer
                || value instanceof Long
                || value instanceof Double
                || value instanceof Float
                || value instanceof Short
                || value instanceof Byte;
    }

    /** {@return the class that a reader can name} An anonymous class has no name, nor has an enum constant with a body. */
    private static Class<?> named(Class<?> type) {
        Class<?> named = type;
        while (named.isAnonymousClass()) {
            named = named.getSuperclass();
        }
        return named == Object.class ? type : named;
    }
}
