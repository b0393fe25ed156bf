package dev.sessionstore.session;

import static dev.sessionstore.session.Bench.known;
import static dev.sessionstore.session.Bench.withSession;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.sessionstore.memory.MemoryStore;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.DefaultTyping;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.cfg.MapperBuilder;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;
import tools.jackson.databind.jsontype.PolymorphicTypeValidator;
import tools.jackson.databind.module.SimpleModule;

/** What an application may change of Jackson's mapper, and what it may not. */
class JsonMapperTest {

    /** Of a library that knows nothing of Jackson: no constructor that it could use. */
    static final class Money {
        final long cents;

        private Money(long cents, Void hidden) {
            this.cents = cents;
        }

        static Money cents(long cents) {
            return new Money(cents, null);
        }

        public long secret() {
            return cents;
        }
    }

    record Order(String zipCode, Money total, Instant at, long big) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
    interface Shape {}

    record Circle(double radius) implements Shape {}

    private static final ValueSerializer<Money> WRITE_MONEY = new ValueSerializer<>() {
        @Override
        public void serialize(Money value, JsonGenerator out, SerializationContext context) {
            out.writeString(value.cents + "ct");
        }
    };

    private static final ValueDeserializer<Money> READ_MONEY = new ValueDeserializer<>() {
        @Override
        public Money deserialize(JsonParser in, DeserializationContext context) {
            return Money.cents(Long.parseLong(in.getString().replace("ct", "")));
        }
    };

    private static SimpleModule money() {
        return new SimpleModule("money")
                .addSerializer(Money.class, WRITE_MONEY)
                .addDeserializer(Money.class, READ_MONEY);
    }

    @Test
    void aModuleMakesATypeAnAttribute() {
        try (Bench bench = new Bench(options -> options.jsonMapper(json -> json.addModule(money())))) {
            bench.stored("a", "{\"cookie\":{}}");
            bench.request(known("a"), withSession(session -> session.put("price", Money.cents(250))));
            assertThat(bench.stored("a")).contains("\"price\":\"250ct\"");
            bench.request(
                    known("a"),
                    withSession(session -> assertThat(session.get("price", Money.class))
                            .hasValueSatisfying(money -> assertThat(money.cents).isEqualTo(250))));
        }
    }

    @Test
    void withoutItsModuleTheTypeIsRefusedAtThePut() {
        try (Bench bench = new Bench()) {
            bench.stored("a", "{\"cookie\":{}}");
            bench.request(
                    known("a"),
                    withSession(session -> assertThatExceptionOfType(SessionAttributeException.class)
                            .isThrownBy(() -> session.put("price", Money.cents(250)))
                            .withMessageContaining("price")
                            .withMessageContaining(Money.class.getName())));
        }
    }

    @Test
    void whatAModuleWritesAndCannotReadIsRefusedAtThePut() {
        SimpleModule halfAModule = new SimpleModule("half").addSerializer(Money.class, WRITE_MONEY);
        try (Bench bench = new Bench(options -> options.jsonMapper(json -> json.addModule(halfAModule)))) {
            bench.stored("a", "{\"cookie\":{}}");
            bench.request(
                    known("a"),
                    withSession(session -> assertThatExceptionOfType(SessionAttributeException.class)
                            .isThrownBy(() -> session.put("price", Money.cents(250)))
                            .withMessageContaining("could not be read again")));
            assertThat(bench.stored("a")).isEqualTo("{\"cookie\":{}}");
        }
    }

    @Test
    void changesAddUpAndNumbersAndDatesStayThoseOfJavaScript() {
        SimpleModule otherDates = new SimpleModule("dates").addSerializer(Instant.class, new ValueSerializer<>() {
            @Override
            public void serialize(Instant value, JsonGenerator out, SerializationContext context) {
                out.writeNumber(value.getEpochSecond());
            }
        });
        try (Bench bench = new Bench(options -> options.jsonMapper(json -> json.addModules(money(), otherDates))
                .jsonMapper(json -> json.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)))) {
            bench.stored("a", "{\"cookie\":{}}");
            Order order = new Order("10115", Money.cents(1), Instant.EPOCH, Long.MAX_VALUE);
            bench.request(known("a"), withSession(session -> session.put("order", order)));
            assertThat(bench.stored("a"))
                    .contains("\"order\":{\"zip_code\":\"10115\",\"total\":\"1ct\",\"at\":\"1970-01-01T00:00:00.000Z\","
                            + "\"big\":\"9223372036854775807\"}");
        }
    }

    static Stream<Arguments> refused() {
        PolymorphicTypeValidator ownClasses =
                BasicPolymorphicTypeValidator.builder().allowIfSubType("dev.").build();
        JacksonModule typing = new SimpleModule("typing") {
            @Override
            public void setupModule(SetupContext context) {
                ((MapperBuilder<?, ?>) context.getOwner()).activateDefaultTyping(ownClasses);
            }
        };
        return Stream.of(
                refused("default typing", json -> json.activateDefaultTyping(ownClasses)),
                refused("default typing", json -> json.activateDefaultTyping(ownClasses, DefaultTyping.NON_FINAL)),
                refused("default typing", json -> json.addModule(typing)),
                refused(
                        "SORT_PROPERTIES_ALPHABETICALLY",
                        json -> json.enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)),
                refused(
                        "ORDER_MAP_ENTRIES_BY_KEYS",
                        json -> json.enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)),
                refused("ACCEPT_FLOAT_AS_INT", json -> json.enable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)),
                refused("WRAP_ROOT_VALUE", json -> json.enable(SerializationFeature.WRAP_ROOT_VALUE)),
                refused("UNWRAP_ROOT_VALUE", json -> json.enable(DeserializationFeature.UNWRAP_ROOT_VALUE)),
                refused("WRITE_NUMBERS_AS_STRINGS", json -> json.enable(JsonWriteFeature.WRITE_NUMBERS_AS_STRINGS)),
                refused("ESCAPE_NON_ASCII", json -> json.enable(JsonWriteFeature.ESCAPE_NON_ASCII)),
                refused("ESCAPE_FORWARD_SLASHES", json -> json.enable(JsonWriteFeature.ESCAPE_FORWARD_SLASHES)),
                refused("WRITE_HEX_UPPER_CASE", json -> json.enable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)),
                refused("INDENT_OUTPUT", json -> json.enable(SerializationFeature.INDENT_OUTPUT)),
                refused("QUOTE_PROPERTY_NAMES", json -> json.disable(JsonWriteFeature.QUOTE_PROPERTY_NAMES)));
    }

    private static Arguments refused(String named, Consumer<JsonMapper.Builder> changes) {
        return Arguments.of(named, changes);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void aSettingThatChangesTheFormatIsRefusedByName(String named, Consumer<JsonMapper.Builder> changes) {
        try (MemoryStore store = MemoryStore.builder().build()) {
            SessionManagerBuilder builder =
                    SessionManager.builder(store).secret(Bench.SECRET).jsonMapper(changes);
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(builder::build)
                    .withMessageStartingWith("jsonMapper: ")
                    .withMessageContaining(named);
        }
    }

    @Test
    void anAnnotatedTypeHasItsClassInTheJsonOnlyWhereAValidatorNamesIt() {
        PolymorphicTypeValidator circles = BasicPolymorphicTypeValidator.builder()
                .allowIfSubType(Circle.class)
                .build();
        try (Bench without = new Bench();
                Bench with = new Bench(options -> options.jsonMapper(json -> json.polymorphicTypeValidator(circles)))) {
            without.request(
                    Requests.plain(),
                    withSession(session -> assertThatExceptionOfType(SessionAttributeException.class)
                            .isThrownBy(() -> session.put("shape", new Circle(1)))));
            with.request(Requests.plain(), withSession(session -> {
                session.put("shape", new Circle(1));
                assertThat(session.get("shape", Shape.class)).contains(new Circle(1));
            }));
        }
    }

    @Test
    void textNumbersListsAndMapsNeedNoMapperOfTheirOwn() {
        Map<String, Object> cart = new LinkedHashMap<>();
        cart.put("z", List.of(1, "ä/"));
        cart.put("a", 1.0);
        try (Bench bench = new Bench(options -> options.jsonMapper(json -> json.addModule(money())))) {
            bench.stored("a", "{\"cookie\":{}}");
            bench.request(known("a"), withSession(session -> session.put("cart", cart)));
            assertThat(bench.stored("a")).contains("\"cart\":{\"z\":[1,\"ä/\"],\"a\":1}");
        }
    }
}
