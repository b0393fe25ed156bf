package dev.sessionstore.session;

/**
 * The value of a number in a JSON text: 0.digits × 10<sup>point</sup>, without zeros at either end of the digits. Equal for
 * equal values, and read in time linear to the text, which a {@code BigDecimal} is not. A huge point is brought near.
 */
record Decimal(boolean negative, String digits, long point) {

    private static final Decimal ZERO = new Decimal(false, "", 0);

    /** Beyond what any text's digits can make up for. */
    private static final long HUGE = Long.MAX_VALUE / 100;

    static Decimal of(String number) {
        boolean negative = number.charAt(0) == '-';
        int end = mantissaEnd(number);
        StringBuilder digits = new StringBuilder();
        long point = exponent(number, end);
        boolean inFraction = false;
        for (int i = negative ? 1 : 0; i < end; i++) {
            char c = number.charAt(i);
            if (c == '.') {
                inFraction = true;
            } else if (c == '0' && digits.length() == 0) {
                point -= inFraction ? 1 : 0;
            } else {
                digits.append(c);
                point += inFraction ? 0 : 1;
            }
        }
        int length = digits.length();
        while (length > 0 && digits.charAt(length - 1) == '0') {
            length--;
        }
        return length == 0 ? ZERO : new Decimal(negative, digits.substring(0, length), point);
    }

    private static int mantissaEnd(String number) {
        int small = number.indexOf('e');
        int end = small < 0 ? number.indexOf('E') : small;
        return end < 0 ? number.length() : end;
    }

    private static long exponent(String number, int mantissaEnd) {
        long exponent = 0;
        boolean negative = false;
        for (int i = mantissaEnd + 1; i < number.length(); i++) {
            char c = number.charAt(i);
            if (c == '-') {
                negative = true;
            } else if (c != '+') {
                exponent = Math.min(exponent * 10 + c - '0', HUGE);
            }
        }
        return negative ? -exponent : exponent;
    }
}
