package dev.sessionstore.session;

import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.exc.InvalidDefinitionException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;
import tools.jackson.databind.module.SimpleModule;

/**
 * Java values to the text that {@code JSON.stringify} would give, and back. The only place that knows Jackson, beside
 * {@link JsGenerator}. What Jackson says of an error may quote the data, so only its kind is passed on. Thread-safe.
 */
final class Codec {

    /** What was written is read whatever its length; a number of a million digits stays out, since it costs too much. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonWriteFeature.ESCAPE_FORWARD_SLASHES)
            .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .addDecorator((factory, generator) -> new JsGenerator(generator))
            .build();

    static final Codec STANDARD = new Codec(builder -> {});

    private final JsonMapper mapper;

    /** @param changes what the application wants different; numbers, dates and escapes stay those of JavaScript */
    Codec(Consumer<JsonMapper.Builder> changes) {
        JsonMapper.Builder builder = JsonMapper.builder(FACTORY)
                .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .enable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
                .polymorphicTypeValidator(
                        BasicPolymorphicTypeValidator.builder().build());
        changes.accept(builder);
        mapper = builder.disable(SerializationFeature.INDENT_OUTPUT)
                .addModule(new SimpleModule("dev.sessionstore.session")
                        .addSerializer(Instant.class, new IsoDate<>(Instant::toEpochMilli))
                        .addSerializer(Date.class, new IsoDate<>(Date::getTime)))
                .build();
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
