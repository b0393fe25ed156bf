package dev.sessionstore.session;

import static dev.sessionstore.session.Bench.known;
import static dev.sessionstore.session.Bench.withSession;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What would not come back as it was put is refused when it is put. */
class ComesBackTest {

    record Item(String name, BigDecimal price, Instant since) {}

    record Page<T>(List<T> items, Map<String, T> byName) {}

    record Tagged(Set<String> tags, Set<Item> items) {}

    record Measured(double value) {}

    static class Cart {
        public List<Item> items = new ArrayList<>();
        private int version;

        public int getVersion() {
            return version;
        }

        public int getSize() {
            return items.size();
        }
    }

    /** Its JSON is another at each look. */
    static class Ageing {
        private static int looks;

        public int getAge() {
            return looks++;
        }
    }

    enum Colour {
        RED,
        GREEN {
            @Override
            public String toString() {
                return "verde";
            }
        }
    }

    static final class NoConstructor {
        public final String text;

        NoConstructor(String text, Thread notAProperty) {
            this.text = text;
        }
    }

    /** Its getter is named as no field, so that nothing can set it. */
    static class Forgetful {
        private String secretName = "nobody";

        Forgetful called(String name) {
            secretName = name;
            return this;
        }

        public String getName() {
            return secretName;
        }
    }

    interface Shape {}

    record Circle(int radius) implements Shape {}

    record Drawing(Shape shape) {}

    final class Inner {
        public int x = 1;
    }

    private static final Item ITEM =
            new Item("hunter2", new BigDecimal("10.50"), Instant.parse("2026-11-21T07:46:00.123456Z"));

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    static Stream<Object> comingBack() {
        Cart cart = new Cart();
        cart.items.add(ITEM);
        Map<Object, Object> keys = new LinkedHashMap<>();
        keys.put(Colour.RED, 1);
        keys.put(1L, 2);
        keys.put(UUID.fromString("c0ffee00-0000-4000-8000-000000000000"), 3);
        keys.put(LocalDate.of(2026, 11, 21), 4);
        Set<String> many = new HashSet<>(1 << 16);
        new Random(2).ints(1000).forEach(i -> many.add(Integer.toString(i)));
        return Stream.of(
                "text",
                1,
                2L,
                Long.MAX_VALUE,
                1.5,
                0.1f,
                true,
                'c',
                new BigInteger("123456789012345678901234567890"),
                new BigDecimal("1.10"),
                Colour.RED,
                Colour.GREEN,
                DayOfWeek.MONDAY,
                TimeUnit.SECONDS,
                Instant.parse("2026-11-21T07:46:00.123456Z"),
                new Date(5),
                LocalDate.of(2026, 11, 21),
                OffsetDateTime.parse("2026-11-21T07:46:00+05:30"),
                ZonedDateTime.parse("2026-11-21T07:46:00+01:00[Europe/Paris]"),
                Duration.ofSeconds(90),
                UUID.randomUUID(),
                URI.create("https://example.org/a?b"),
                Locale.CANADA_FRENCH,
                Optional.of("x"),
                new AtomicInteger(3),
                new int[] {1, 2},
                new byte[] {1, 2},
                new String[] {"a", null},
                new Object[] {1, ITEM},
                List.of(1, "b", List.of(2.5)),
                Arrays.asList(1, null),
                List.of(ITEM, ITEM),
                new ArrayList<>(List.of(ITEM)) {},
                Set.of("a", "b", "c"),
                Map.of("a", 1, "b", Map.of("c", ITEM)),
                keys,
                new TreeMap<>(Map.of("a", 1)),
                new ConcurrentHashMap<>(Map.of("a", 1)),
                ITEM,
                cart,
                new Cart() {},
                new Page<>(List.of(ITEM), Map.of("a", ITEM)),
                new Tagged(Set.of("a", "b", "c", "d", "e"), Set.of(ITEM, new Item("b", BigDecimal.ONE, Instant.EPOCH))),
                new Tagged(many, Set.of()),
                new Ageing(),
                Map.of("n".repeat(100_000), "v"),
                nested(499));
    }

    private static Object nested(int depth) {
        Object value = 1;
        for (int i = 0; i < depth; i++) {
            value = List.of(value);
        }
        return value;
    }

    @ParameterizedTest
    @MethodSource("comingBack")
    void whatComesBackIsPut(Object value) {
        bench.request(Requests.plain(), withSession(s -> s.put("a", value)));
        Class<?> type = value.getClass().isAnonymousClass() ? value.getClass().getSuperclass() : value.getClass();
        bench.request(known("new1"), withSession(s -> {
            Class<?> requested = value instanceof Map
                    ? Map.class
                    : value instanceof List ? List.class : value instanceof Set ? Set.class : type;
            assertThat((Optional<?>) s.get("a", requested)).isPresent();
        }));
    }

    static Stream<Arguments> lost() {
        return Stream.of(
                Arguments.argumentSet(
                        "no constructor for Jackson", new NoConstructor("hunter2", null), NoConstructor.class),
                Arguments.argumentSet(
                        "a property that nothing sets", new Forgetful().called("hunter2"), Forgetful.class),
                Arguments.argumentSet("an interface inside", new Drawing(new Circle(1)), Drawing.class),
                Arguments.argumentSet("NaN in a double", new Measured(Double.NaN), Measured.class),
                Arguments.argumentSet("an inner class", new ComesBackTest().new Inner(), Inner.class),
                Arguments.argumentSet(
                        "an anonymous class",
                        new Shape() {
                            public int x = 1;
                        },
                        Object.class),
                Arguments.argumentSet("a thread", Thread.currentThread(), Thread.class),
                Arguments.argumentSet("in a list", List.of(ITEM, new Forgetful().called("hunter2")), Forgetful.class),
                Arguments.argumentSet(
                        "in a map", Map.of("a", Map.of("b", new NoConstructor("hunter2", null))), NoConstructor.class),
                Arguments.argumentSet("in an array", new Object[] {new Forgetful().called("hunter2")}, Forgetful.class),
                Arguments.argumentSet("as a key", Map.of(ITEM, 1), Item.class),
                Arguments.argumentSet(
                        "a proxy",
                        Proxy.newProxyInstance(
                                ComesBackTest.class.getClassLoader(),
                                new Class<?>[] {Supplier.class},
                                (p, m, a) -> "hunter2"),
                        Object.class),
                Arguments.argumentSet("a lambda", (Supplier<String>) () -> "hunter2", Object.class),
                Arguments.argumentSet("an anonymous class without properties", new Shape() {}, Object.class),
                Arguments.argumentSet("a number of 2000 digits", BigInteger.TEN.pow(2000), BigInteger.class));
    }

    @ParameterizedTest
    @MethodSource("lost")
    void whatDoesNotComeBackIsRefusedByNameAndClassAndChangesNothing(Object value, Class<?> named) {
        bench.stored("A", "{\"cookie\":{},\"a\":1}");
        bench.request(known("A"), withSession(s -> {
            assertThatExceptionOfType(SessionAttributeException.class)
                    .isThrownBy(() -> s.put("a", value))
                    .withMessageContaining("'a'")
                    .withMessageContaining(
                            named == Object.class ? value.getClass().getName() : named.getName())
                    .withMessageNotContaining("hunter2")
                    .withNoCause();
            assertThatExceptionOfType(SessionAttributeException.class).isThrownBy(() -> s.put("b", value));
            assertThat(s.get("a", Integer.class)).hasValue(1);
            assertThat(s.names()).containsExactly("a");
        }));
        assertThat(bench.stored("A")).isEqualTo("{\"cookie\":{},\"a\":1}");
    }

    @Test
    void cyclesAreRefused() {
        Map<String, Object> map = new HashMap<>();
        map.put("list", List.of(map));
        bench.request(
                Requests.plain(),
                withSession(s -> assertThatExceptionOfType(SessionAttributeException.class)
                        .isThrownBy(() -> s.put("a", map))
                        .withMessageContaining("HashMap")));
    }

    @Test
    void anUpdateIsReadAsItsType() {
        bench.request(Requests.plain(), withSession(s -> {
            assertThatExceptionOfType(SessionAttributeException.class)
                    .isThrownBy(() -> s.update("a", Shape.class, shape -> new Circle(1)))
                    .withMessageContaining("Shape");
            assertThat(s.contains("a")).isFalse();
            s.update("a", new TypeToken<List<Item>>() {}, items -> List.of(ITEM));
            s.update("b", Integer.class, n -> n.orElse(0) + 1);
            s.update("c", Circle.class, c -> new Circle(1));
        }));
        bench.request(
                known("new1"),
                withSession(s -> assertThat(
                                s.get("a", new TypeToken<List<Item>>() {}).orElseThrow())
                        .singleElement()
                        .extracting(Item::price)
                        .isEqualTo(new BigDecimal("10.5"))));
    }

    @Test
    void offsetsStay() {
        OffsetDateTime time = OffsetDateTime.parse("2026-11-21T07:46:00+05:30");
        bench.request(Requests.plain(), withSession(s -> s.put("a", time)));
        bench.request(
                known("new1"),
                withSession(s -> assertThat(s.get("a", OffsetDateTime.class)).hasValue(time)));
    }
}
