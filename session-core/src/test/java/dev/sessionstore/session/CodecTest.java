package dev.sessionstore.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Java values as the text that {@code JSON.stringify} gives for what they are in JavaScript. */
class CodecTest {

    record Point(int y, double x, String name) {}

    static class Bean {
        public long zeta = 1;
        public String alpha = "a/b";
        public Long big = Long.MAX_VALUE;
    }

    static class Loop {
        public Loop self = this;
    }

    @SuppressWarnings("JavaUtilDate") // applications have it
    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of(null, "null"),
                Arguments.of(true, "true"),
                Arguments.of(1, "1"),
                Arguments.of(1L << 53, "9007199254740992"),
                Arguments.of((1L << 53) + 1, "\"9007199254740993\""),
                Arguments.of(Long.MIN_VALUE, "\"-9223372036854775808\""),
                Arguments.of(1.0, "1"),
                Arguments.of(-0.0, "0"),
                Arguments.of(1e21, "1e+21"),
                Arguments.of(0.1f, "0.1"),
                Arguments.of(Double.NaN, "null"),
                Arguments.of(Float.POSITIVE_INFINITY, "null"),
                Arguments.of(new BigDecimal("10.50"), "10.5"),
                Arguments.of(new BigDecimal("0.12345678901234567891"), "\"0.12345678901234567891\""),
                Arguments.of(new BigInteger("42"), "42"),
                Arguments.of(BigInteger.TWO.pow(80), "\"1208925819614629174706176\""),
                Arguments.of("a/b\u007f\u2028Zoë 😀", "\"a/b\u007f\u2028Zoë 😀\""),
                Arguments.of("\"\\\b\t\n\f\r\u0000\u001f", "\"\\\"\\\\\\b\\t\\n\\f\\r\\u0000\\u001f\""),
                Arguments.of("x\ud800", "\"x\\ud800\""),
                Arguments.of("\udc00\ud800x", "\"\\udc00\\ud800x\""),
                Arguments.of(Instant.EPOCH, "\"1970-01-01T00:00:00.000Z\""),
                Arguments.of(Instant.parse("2026-11-21T07:45:14.1239Z"), "\"2026-11-21T07:45:14.123Z\""),
                Arguments.of(new Date(1), "\"1970-01-01T00:00:00.001Z\""),
                Arguments.of(List.of(1, "b", 2.5), "[1,\"b\",2.5]"),
                Arguments.of(Arrays.asList(1, null), "[1,null]"),
                Arguments.of(new double[] {1, 1e21}, "[1,1e+21]"),
                Arguments.of(new long[] {1, Long.MAX_VALUE}, "[1,\"9223372036854775807\"]"),
                Arguments.of(new Point(2, 1, null), "{\"y\":2,\"x\":1,\"name\":null}"),
                Arguments.of(new Bean(), "{\"zeta\":1,\"alpha\":\"a/b\",\"big\":\"9223372036854775807\"}"),
                Arguments.of(ordered("z", "\ud800\u001f", "1", 2), "{\"z\":\"\\ud800\\u001f\",\"1\":2}"),
                Arguments.of(ordered("\"k\n", 1), "{\"\\\"k\\n\":1}"));
    }

    private static Map<String, Object> ordered(Object... entries) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < entries.length; i += 2) {
            map.put((String) entries[i], entries[i + 1]);
        }
        return map;
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("values")
    void writesAsJsonStringify(Object value, String json) {
        assertThat(Codec.STANDARD.write("a", value)).isEqualTo(json);
    }

    @Test
    void numbersThatBecameTextComeBackAsNumbers() {
        assertThat(Codec.STANDARD.read("a", "\"9223372036854775807\"", Long.class))
                .isEqualTo(Long.MAX_VALUE);
        assertThat(Codec.STANDARD.read("a", "\"0.12345678901234567891\"", BigDecimal.class))
                .isEqualTo(new BigDecimal("0.12345678901234567891"));
        Bean bean = (Bean) Codec.STANDARD.read("a", Codec.STANDARD.write("a", new Bean()), Bean.class);
        assertThat(bean.big).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void readsWhatNodeWrites() {
        assertThat(Codec.STANDARD.read("a", "\"1970-01-01T00:00:00.000Z\"", Instant.class))
                .isEqualTo(Instant.EPOCH);
        assertThat(Codec.STANDARD.read("a", "\"+010000-01-01T00:00:00.000Z\"", Instant.class))
                .isEqualTo(Instant.ofEpochMilli(253402300800000L));
        assertThat(Codec.STANDARD.read("a", "1", Double.class)).isEqualTo(1.0);
        assertThat(Codec.STANDARD.read("a", "1e+21", Double.class)).isEqualTo(1e21);
        assertThat(Codec.STANDARD.read("a", "\"\\ud800x\"", String.class)).isEqualTo("\ud800x");
        assertThat(Codec.STANDARD.read("a", "{\"x\":1,\"more\":[],\"y\":2}", Point.class))
                .isEqualTo(new Point(2, 1, null));
        assertThat(Codec.STANDARD.read("a", "null", String.class)).isNull();
        assertThat(Codec.STANDARD.read("a", "[1,3000000000,2.5,null]", Object.class))
                .isEqualTo(Arrays.asList(1, 3000000000L, 2.5, null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1.0 | 1",
                "1E2 | 100",
                "-0 | 0",
                "9007199254740993 | 9007199254740993",
                "0.1234567890123456789 | 0.1234567890123456789",
                "1e999 | 1e999",
                "1e-999 | 1e-999",
                "1e-99999999999 | 1e-99999999999",
                "1e99999999999 | 1e99999999999",
                "0e99999999999 | 0",
                "-0.000e-99999999999 | 0",
                "0.00100e+00000000000000000000003 | 1",
                "12300e-0000000000000000000002 | 123",
                "` { \"b\" : [ 1.50 , true , null ] , \"a\" : { } } ` | `{\"b\":[1.5,true,null],\"a\":{}}`",
                "\"\\u00e4\\/\\u001F\\uD800\" | \"ä/\\u001f\\ud800\""
            })
    void theCanonicalTextLosesNoDigit(String json, String canonical) {
        assertThat(JsonScanner.canonical(json)).isEqualTo(canonical);
    }

    @Test
    void whatCannotBeWrittenIsRefusedByNameAndClass() {
        assertThatExceptionOfType(SessionAttributeException.class)
                .isThrownBy(() -> Codec.STANDARD.write("loop", new Loop()))
                .withMessageContaining("loop")
                .withMessageContaining(Loop.class.getName())
                .withNoCause();
        assertThatExceptionOfType(SessionAttributeException.class)
                .isThrownBy(() -> Codec.STANDARD.write("thread", new Object()))
                .withMessageContaining("java.lang.Object");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"hunter2\"", "{\"y\":\"hunter2\"}", "[\"hunter2\"]", "true", "2.5"})
    void aTypeThatDoesNotFitIsToldWithoutTheData(String json) {
        assertThatExceptionOfType(SessionAttributeException.class)
                .isThrownBy(() -> Codec.STANDARD.read("cart", json, int.class))
                .withMessageContaining("cart")
                .withMessageContaining("int")
                .withMessageNotContaining("hunter2")
                .withNoCause();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e-99999999999", "1e99999999999", "0e99999999999"})
    void aNumberBeyondBigDecimalIsToldAsOneThatDoesNotFit(String json) {
        for (String value : List.of(json, '"' + json + '"')) {
            assertThatExceptionOfType(SessionAttributeException.class)
                    .isThrownBy(() -> Codec.STANDARD.read("price", value, BigDecimal.class))
                    .withMessageContaining("price")
                    .withMessageContaining("BigDecimal")
                    .withMessageNotContaining("999");
        }
    }

    @Test
    void anInstantBeyondAllDatesIsRefused() {
        assertThatExceptionOfType(SessionAttributeException.class)
                .isThrownBy(() -> Codec.STANDARD.write("until", Instant.MAX))
                .withMessageContaining("until")
                .withMessageContaining("java.time.Instant");
        assertThatExceptionOfType(SessionAttributeException.class)
                .isThrownBy(() -> Codec.STANDARD.write("until", List.of(Instant.MIN)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "{}{}", "1 2", "'a'", "NaN", "01", "// x\n1", "undefined"})
    void whatIsNotOneJsonValueIsRefused(String json) {
        assertThatExceptionOfType(SessionAttributeException.class).isThrownBy(() -> Codec.requireJson("a", json));
    }
}
