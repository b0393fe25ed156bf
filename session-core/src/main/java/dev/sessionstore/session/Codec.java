package dev.sessionstore.session;

import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Date;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;
import tools.jackson.databind.module.SimpleModule;

/**
 * Java values to the text that {@code JSON.stringify} would give, and back. The only place that knows Jackson, beside
 * {@link JsGenerator}. What Jackson says of an error may quote the data, so only its kind is passed on. Thread-safe.
 */
final class Codec {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonWriteFeature.ESCAPE_FORWARD_SLASHES)
            .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .addDecorator((factory, generator) -> new JsGenerator(generator))
            .build();

    private static final JsonMapper MAPPER = JsonMapper.builder(FACTORY)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .polymorphicTypeValidator(BasicPolymorphicTypeValidator.builder().build())
            .addModule(new SimpleModule()
                    .addSerializer(Instant.class, new IsoDate<>(Instant::toEpochMilli))
                    .addSerializer(Date.class, new IsoDate<>(Date::getTime)))
            .build();

    private Codec() {}

    /**
     * @param name the attribute's name, for the error
     * @throws SessionAttributeException when there is no JSON for the value
     */
    static String write(String name, @Nullable Object value) {
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
            return JsonText.escapeLoneSurrogates(MAPPER.writeValueAsString(value));
        } catch (RuntimeException e) { // not all that values throw comes as a JacksonException
            throw new SessionAttributeException("attribute '" + name + "' of " + value.getClass()
                    + " cannot be written as JSON (" + e.getClass().getSimpleName()
                    + "); put what Jackson can write: text, numbers, lists, maps, records, beans");
        }
    }

    /**
     * @param name the attribute's name, for the error
     * @return the value; null for JSON null
     * @throws SessionAttributeException when the JSON does not fit the type
     */
    static @Nullable Object read(String name, String json, Type type) {
        if (type == String.class && isPlainString(json)) {
            return json.substring(1, json.length() - 1);
        }
        if (type == Integer.class && isSmallNumber(json)) {
            return Integer.valueOf(json);
        }
        try {
            return MAPPER.readValue(json, MAPPER.constructType(type));
        } catch (RuntimeException e) { // a number that BigDecimal cannot hold is none
            throw new SessionAttributeException("attribute '" + name + "' is " + kind(json) + " that does not fit "
                    + type.getTypeName() + " (" + e.getClass().getSimpleName() + ")");
        }
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

    private static boolean isPlainString(String json) {
        return json.charAt(0) == '"' && json.indexOf('\\') < 0;
    }

    private static String kind(String json) {
        return switch (json.charAt(0)) {
            case '{' -> "an object";
            case '[' -> "an array";
            case '"' -> "a string";
            case 't', 'f' -> "a boolean";
            case 'n' -> "null";
            default -> "a number";
        };
    }

    /** A date as {@code Date.prototype.toJSON} writes it. */
    private static final class IsoDate<T> extends ValueSerializer<T> {
        private final ToLongFunction<T> millis;

        IsoDate(ToLongFunction<T> millis) {
            this.millis = millis;
        }

        @Override
        public void serialize(T value, JsonGenerator out, SerializationContext context) {
            out.writeString(JsDate.iso(millis.applyAsLong(value)));
        }
    }
}
