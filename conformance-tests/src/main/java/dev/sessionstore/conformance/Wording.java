package dev.sessionstore.conformance;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Formats values for a report: texts are shortened, instants relative to the rule's begin. */
final class Wording {

    private static final int SHOWN = 60;
    private static final Duration FAR = Duration.ofDays(20_000);

    private final Instant begin;

    Wording(Instant begin) {
        this.begin = begin;
    }

    String of(@Nullable Object value) {
        if (value instanceof String text) {
            return quoted(text);
        }
        if (value instanceof Instant instant) {
            return instant(instant);
        }
        if (value instanceof Duration duration) {
            return duration(duration);
        }
        if (value instanceof Optional<?> optional) {
            return optional.map(this::of).orElse("absent");
        }
        if (value instanceof Collection<?> many) {
            String shown = many.stream().limit(12).map(this::of).collect(Collectors.joining(", "));
            return "[" + shown + (many.size() > 12 ? ", … (" + many.size() + " in all)" : "") + "]";
        }
        if (value instanceof Throwable thrown) {
            String cause = thrown.getCause() == null ? "" : ", caused by " + of(thrown.getCause());
            return thrown.getClass().getSimpleName() + "(" + thrown.getMessage() + ")" + cause;
        }
        return String.valueOf(value);
    }

    private String instant(Instant instant) {
        try {
            Duration since = Duration.between(begin, instant);
            if (since.abs().compareTo(FAR) > 0) {
                return instant.toString();
            }
            if (since.isZero()) {
                return "T";
            }
            return since.isNegative() ? "T-" + duration(since.negated()) : "T+" + duration(since);
        } catch (DateTimeException | ArithmeticException outOfRange) {
            return instant.toString();
        }
    }

    private static String duration(Duration duration) {
        return duration.toString().substring(2).toLowerCase(Locale.ROOT);
    }

    private static String quoted(String text) {
        boolean shorten = text.length() > SHOWN;
        StringBuilder shown = new StringBuilder("\"");
        text.chars().limit(shorten ? SHOWN : text.length()).forEach(c -> escape(shown, (char) c));
        return shown.append(shorten ? "…\" (" + text.length() + " chars)" : "\"")
                .toString();
    }

    private static void escape(StringBuilder to, char c) {
        if (c < ' ' || c == 0x7f || Character.isSurrogate(c) || (c > 0x7f && !Character.isLetterOrDigit(c))) {
            to.append(String.format("\\u%04x", (int) c));
        } else {
            to.append(c);
        }
    }
}
