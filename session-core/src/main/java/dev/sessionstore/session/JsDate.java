package dev.sessionstore.session;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Dates as JavaScript writes them, in milliseconds since 1970. */
final class JsDate {

    /** The last instant that a JavaScript {@code Date} can hold, in ms; the first is its negative. */
    static final long MAX_MILLIS = 8_640_000_000_000_000L;

    private static final long MILLIS_PER_DAY = 86_400_000;
    private static final String[] DAYS = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    private static final String[] MONTHS = {
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
    };

    private static final String CANONICAL = "0000-00-00T00:00:00.000Z";

    private JsDate() {}

    /** {@return the nearest that a {@code Date} can hold} */
    static long clamp(long millis) {
        return Math.max(-MAX_MILLIS, Math.min(MAX_MILLIS, millis));
    }

    /** {@return in ms, the nearest that a {@code Date} can hold} */
    static long clamp(Instant instant) {
        return clamp(
                Math.abs(instant.getEpochSecond()) > MAX_MILLIS / 1000
                        ? Long.signum(instant.getEpochSecond()) * MAX_MILLIS
                        : instant.toEpochMilli());
    }

    /** {@return in ms, no longer than from 1970 to the last moment that a {@code Date} can hold, either way} */
    static long clamp(Duration time) {
        Duration longest = Duration.ofMillis(MAX_MILLIS);
        if (time.compareTo(longest) > 0) {
            return MAX_MILLIS;
        }
        return time.compareTo(longest.negated()) < 0 ? -MAX_MILLIS : time.toMillis();
    }

    /** {@code Date.prototype.toISOString}: always three digits of milliseconds, years beyond four digits with a sign. */
    static String iso(long millis) {
        LocalDate date = date(millis);
        StringBuilder text = new StringBuilder(27);
        int year = date.getYear();
        if (year < 0 || year > 9999) {
            text.append(year < 0 ? '-' : '+');
            pad(text, Math.abs(year), 6);
        } else {
            pad(text, year, 4);
        }
        pad(text.append('-'), date.getMonthValue(), 2);
        pad(text.append('-'), date.getDayOfMonth(), 2);
        time(text.append('T'), millis);
        pad(text.append('.'), (int) Math.floorMod(millis, 1000L), 3);
        return text.append('Z').toString();
    }

    /** {@code Date.prototype.toUTCString}, which is also the date of HTTP: two-digit day, milliseconds cut off. */
    static String http(long millis) {
        LocalDate date = date(millis);
        StringBuilder text = new StringBuilder(29)
                .append(DAYS[date.getDayOfWeek().getValue() - 1])
                .append(", ");
        pad(text, date.getDayOfMonth(), 2);
        text.append(' ').append(MONTHS[date.getMonthValue() - 1]).append(' ');
        int year = date.getYear();
        if (year < 0) {
            pad(text.append('-'), -year, 4);
        } else {
            pad(text, year, 4);
        }
        time(text.append(' '), millis);
        return text.append(" GMT").toString();
    }

    /** {@return the milliseconds of an ISO 8601 date with time and zone; empty for what is none, or none in JavaScript} */
    static Optional<Long> parse(String text) {
        if (text.length() == CANONICAL.length() && looksCanonical(text)) {
            return parseCanonical(text);
        }
        try {
            long millis =
                    DateTimeFormatter.ISO_DATE_TIME.parse(text, Instant::from).toEpochMilli();
            return millis == clamp(millis) ? Optional.of(millis) : Optional.empty();
        } catch (DateTimeException | ArithmeticException noDate) {
            return Optional.empty();
        }
    }

    /** {@return whether there are digits where {@link #iso} writes them} */
    private static boolean looksCanonical(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            char wanted = CANONICAL.charAt(i);
            if (wanted == '0' ? c < '0' || c > '9' : c != wanted) {
                return false;
            }
        }
        return true;
    }

    /** Without a formatter, since every request with a session reads such a date. */
    private static Optional<Long> parseCanonical(String text) {
        try {
            long day = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10))
                    .toEpochDay();
            int second = LocalTime.of(number(text, 11, 13), number(text, 14, 16), number(text, 17, 19))
                    .toSecondOfDay();
            return Optional.of((day * 86_400 + second) * 1000 + number(text, 20, 23));
        } catch (DateTimeException noDate) {
            return Optional.empty();
        }
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }

    private static LocalDate date(long millis) {
        return LocalDate.ofEpochDay(Math.floorDiv(millis, MILLIS_PER_DAY));
    }

    private static void time(StringBuilder text, long millis) {
        int second = (int) (Math.floorMod(millis, MILLIS_PER_DAY) / 1000);
        pad(text, second / 3600, 2);
        pad(text.append(':'), second / 60 % 60, 2);
        pad(text.append(':'), second % 60, 2);
    }

    private static void pad(StringBuilder text, int value, int width) {
        int power = 1;
        for (int digits = 1; digits < width; digits++) {
            power *= 10;
        }
        for (; power > value && power > 1; power /= 10) {
            text.append('0');
        }
        text.append(value);
    }
}
