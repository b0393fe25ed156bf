package dev.sessionstore.session;

import java.time.Instant;
import java.util.Date;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
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
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;
import tools.jackson.databind.module.SimpleModule;

/** Builds Jackson's mapper for attributes: the changes of the application, within the format that Node reads and writes. */
final class SessionJsonMapper {

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

    private SessionJsonMapper() {}

    /**
     * @param changes changes of the application; numbers, dates and escapes stay those of JavaScript
     * @throws IllegalArgumentException that names the setting which would change the format
     */
    static JsonMapper build(Consumer<JsonMapper.Builder> changes) {
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
        JsonMapper mapper = builder.addModule(new SimpleModule("dev.sessionstore.session")
                        .addSerializer(Instant.class, new IsoDate<>(Instant::toEpochMilli))
                        .addSerializer(Date.class, new IsoDate<>(Date::getTime)))
                .build();
        requireFormat(mapper);
        return mapper;
    }

    /** Of the built mapper, since a module changes settings only then. */
    private static void requireFormat(JsonMapper mapper) {
        forbid(
                mapper.serializationConfig().getDefaultTyper(mapper.constructType(Object.class)) != null,
                "default typing is on: it puts names of Java classes into the JSON, and a reader of that JSON makes any of them");
        forbid(
                mapper.isEnabled(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY),
                "SORT_PROPERTIES_ALPHABETICALLY is on: properties keep the order in which they are declared");
        forbid(
                mapper.isEnabled(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS),
                "ORDER_MAP_ENTRIES_BY_KEYS is on: a map keeps its order");
        forbid(
                mapper.isEnabled(DeserializationFeature.ACCEPT_FLOAT_AS_INT),
                "ACCEPT_FLOAT_AS_INT is on: 1.5 would be read as 1");
        forbid(
                mapper.isEnabled(SerializationFeature.WRAP_ROOT_VALUE)
                        || mapper.isEnabled(DeserializationFeature.UNWRAP_ROOT_VALUE),
                "WRAP_ROOT_VALUE or UNWRAP_ROOT_VALUE is on: an attribute is written without the name of its class");
        for (JsonWriteFeature feature : new JsonWriteFeature[] {
            JsonWriteFeature.WRITE_NUMBERS_AS_STRINGS,
            JsonWriteFeature.ESCAPE_NON_ASCII,
            JsonWriteFeature.ESCAPE_FORWARD_SLASHES,
            JsonWriteFeature.WRITE_HEX_UPPER_CASE
        }) {
            forbid(mapper.isEnabled(feature), feature + " is on: JSON.stringify writes otherwise");
        }
        forbid(
                mapper.isEnabled(SerializationFeature.INDENT_OUTPUT),
                "INDENT_OUTPUT is on: JSON.stringify writes no spaces");
        forbid(
                !mapper.isEnabled(JsonWriteFeature.QUOTE_PROPERTY_NAMES),
                "QUOTE_PROPERTY_NAMES is off: that is no JSON");
    }

    private static void forbid(boolean found, String what) {
        if (found) {
            throw new IllegalArgumentException("jsonMapper: " + what);
        }
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
