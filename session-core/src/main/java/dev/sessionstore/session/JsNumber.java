package dev.sessionstore.session;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import tools.jackson.core.io.NumberOutput;

/** Numbers as JavaScript writes them (ECMA-262, Number::toString), and which of Java's numbers JavaScript can hold. */
final class JsNumber {

    /** The largest whole number up to which JavaScript holds every one. */
    static final long MAX_EXACT = 1L << 53;

    private JsNumber() {}

    static boolean isExact(long value) {
        return value >= -MAX_EXACT && value <= MAX_EXACT;
    }

    /** {@return whether JavaScript reads this number as the same value} */
    static boolean isExact(BigDecimal value) {
        double nearest = value.doubleValue();
        return Double.isFinite(nearest) && new BigDecimal(format(nearest)).compareTo(value) == 0;
    }

    /** Counters are many, and JavaScript writes them as they are. */
    static boolean isShortWholeNumber(String number) {
        for (int i = 0; i < number.length(); i++) {
            if (number.charAt(i) < '0' || number.charAt(i) > '9') {
                return false;
            }
        }
        return number.length() < 16;
    }

    /** {@return a number of a JSON text as JavaScript writes it; as it is if JavaScript would change its value} */
    static String canonical(String number) {
        if (isShortWholeNumber(number)) {
            return number;
        }
        double nearest = Double.parseDouble(number);
        if (!Double.isFinite(nearest)) {
            return number;
        }
        String asJavaScript = format(nearest);
        return asJavaScript.equals(number) || Decimal.of(asJavaScript).equals(Decimal.of(number))
                ? asJavaScript
                : number;
    }

    /** {@return the text that {@code JSON.stringify} gives, {@code null} for what is not finite} */
    static String format(double value) {
        if (!Double.isFinite(value)) {
            return "null";
        }
        if (value == Math.rint(value) && Math.abs(value) <= MAX_EXACT) {
            return Long.toString((long) value);
        }
        BigDecimal shortest = shortest(value);
        String digits = shortest.unscaledValue().abs().toString();
        String text = place(digits, digits.length() - shortest.scale());
        return value < 0 ? "-" + text : text;
    }

    /** Java writes at least two digits where JavaScript writes one, so 4.9E-324 is 5e-324. */
    private static BigDecimal shortest(double value) {
        BigDecimal java = new BigDecimal(NumberOutput.toString(value, true)).stripTrailingZeros();
        if (java.precision() == 2) {
            BigDecimal one = new BigDecimal(value).round(new MathContext(1, RoundingMode.HALF_EVEN));
            if (one.doubleValue() == value) {
                return one.stripTrailingZeros();
            }
        }
        return java;
    }

    /** Writes 0.digits × 10^point. */
    private static String place(String digits, int point) {
        int count = digits.length();
        if (count <= point && point <= 21) {
            return digits + "0".repeat(point - count);
        }
        if (0 < point && point <= 21) {
            return digits.substring(0, point) + "." + digits.substring(point);
        }
        if (-6 < point && point <= 0) {
            return "0." + "0".repeat(-point) + digits;
        }
        int exponent = point - 1;
        String mantissa = count == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        return mantissa + (exponent < 0 ? "e-" : "e+") + Math.abs(exponent);
    }
}
