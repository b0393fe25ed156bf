package dev.sessionstore.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/** Numbers, against what {@code JSON.stringify} wrote for the same bits. */
class JsNumberTest {

    @Test
    void writesNumbersAsJavaScriptDoes() {
        String[] lines = Vectors.text("/js-numbers.txt").lines().toArray(String[]::new);
        assertThat(lines).hasSizeGreaterThan(700);
        for (String line : lines) {
            int blank = line.indexOf(' ');
            double value = Double.longBitsToDouble(Long.parseUnsignedLong(line.substring(0, blank)));
            assertThat(JsNumber.format(value)).isEqualTo(line.substring(blank + 1));
        }
    }

    @Test
    void whatIsNotFiniteIsNull() {
        assertThat(JsNumber.format(Double.NaN)).isEqualTo("null");
        assertThat(JsNumber.format(Double.POSITIVE_INFINITY)).isEqualTo("null");
        assertThat(JsNumber.format(Double.NEGATIVE_INFINITY)).isEqualTo("null");
    }

    @Test
    void tellsWhatJavaScriptWouldRound() {
        assertThat(JsNumber.isExact(1L << 53)).isTrue();
        assertThat(JsNumber.isExact((1L << 53) + 1)).isFalse();
        assertThat(JsNumber.isExact(-(1L << 53) - 1)).isFalse();
        assertThat(JsNumber.isExact(new BigDecimal("0.10"))).isTrue();
        assertThat(JsNumber.isExact(new BigDecimal("0.1234567890123456789"))).isFalse();
        assertThat(JsNumber.isExact(new BigDecimal("1e400"))).isFalse();
    }
}
