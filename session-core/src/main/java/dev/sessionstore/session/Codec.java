package dev.sessionstore.session;

import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.exc.InvalidDefinitionException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Java values to the text that {@code JSON.stringify} would give, and back. Jackson's messages may quote the data, so only
 * the kind of an error is passed on. Thread-safe.
 */
final class Codec {

    static final Codec STANDARD = new Codec(builder -> {});

    private final JsonMapper mapper;

    /**
     * @param changes changes of the application
     * @throws IllegalArgumentException when that would change the format
     */
    Codec(Consumer<JsonMapper.Builder> changes) {
        mapper = SessionJsonMapper.build(changes);
    }

    /**
     * @param name the attribute's name, for the error
     * @throws SessionAttributeException when there is no JSON for the value
     */
    String write(String name, @Nullable Object value) {
        if (value == null) {
            return "null";
        }
        if (value instanceof String text) {
            return JsonText.quote(text);
        }
        if (value instanceof Integer || value instanceof Boolean) {
            return value.toString();
        }
        try {
            return JsonText.escapeLoneSurrogates(mapper.writeValueAsString(value));
        } catch (RuntimeException e) { // not all that values throw comes as a JacksonException
            throw new SessionAttributeException("attribute '" + name + "' of " + value.getClass()
                    + " cannot be written as JSON (" + why(e)
                    + "); put what Jackson can write: text, numbers, lists, maps, records, beans");
        }
    }

    /**
     * @param name the attribute's name, for the error
     * @return the value; null for JSON null
     * @throws SessionAttributeException when the JSON does not fit the type
     */
    @Nullable
    Object read(String name, String json, Type type) {
        try {
            return parse(json, type);
        } catch (RuntimeException e) { // a number that BigDecimal cannot hold is no JacksonException
            throw new SessionAttributeException("attribute '" + name + "' is " + kind(json) + " that does not fit "
                    + type.getTypeName() + " (" + why(e) + ")");
        }
    }

    /** As {@link #read}, but the error is Jackson's, and may quote the data. */
    @Nullable
    Object parse(String json, Type type) {
        if (type == String.class && json.charAt(0) == '"') {
            return JsonText.unquote(json);
        }
        if (type == Integer.class && isSmallNumber(json)) {
            return Integer.valueOf(json);
        }
        return mapper.readValue(json, mapper.constructType(type));
    }

    /** {@return a type for maps with such keys} */
    Type mapType(Class<?> key) {
        return mapper.getTypeFactory().constructMapType(LinkedHashMap.class, key, Object.class);
    }

    /** {@return the kind of the error and the class that it is about, without the data} */
    static String why(RuntimeException e) {
        Class<?> about = null;
        if (e instanceof InvalidDefinitionException definition && definition.getType() != null) {
            about = definition.getType().getRawClass();
        } else if (e instanceof MismatchedInputException mismatch) {
            about = mismatch.getTargetType();
        }
        return e.getClass().getSimpleName() + (about == null ? "" : " of " + about.getName());
    }

    /**
     * Refuses a value that would not come back as it was put.
     *
     * @param json what was written for the value
     * @throws SessionAttributeException that says of which class the value is, and why
     */
    void requireComesBack(String name, @Nullable Object value, String json) {
        new RoundTrip(this, name).require(value, json);
    }

    /**
     * Refuses a value that would not come back as it was put, when it is read as a type.
     *
     * @throws SessionAttributeException that says of which class the value is, and why
     */
    void requireComesBack(String name, Object value, Type type, String json) {
        new RoundTrip(this, name).require(value, type, json);
    }

    /** {@return the canonical text of one JSON value} */
    static String requireJson(String name, String json) {
        try {
            return JsonScanner.canonical(json);
        } catch (UnreadableSessionException e) {
            throw new SessionAttributeException("attribute '" + name + "': the text " + e.getMessage());
        }
    }

    /** Counters are read at many requests; the parser costs more than the rest of them. */
    private static boolean isSmallNumber(String json) {
        for (int i = 0; i < json.length(); i++) {
            if (json.charAt(i) < '0' || json.charAt(i) > '9') {
                return false;
            }
        }
        return json.length() < 10;
    }

    static String kind(String json) {
        return switch (json.charAt(0)) {
            case '{' -> "an object";
            case '[' -> "an array";
            case '"' -> "a string";
            case 't', 'f' -> "a boolean";
            case 'n' -> "null";
            default -> "a number";
        };
    }
}
