package dev.sessionstore.demo.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 500ms}, {@code 60s}, {@code 30m}, {@code 8h}, {@code 7d}, and {@code none} where an option may be absent. */
final class DurationConverter {

    private static final Pattern FORM = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

    private DurationConverter() {}

    static final class Required implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String value) {
            return parse(value, "500ms, 60s, 30m, 8h or 7d");
        }
    }

    static final class OrNone implements ITypeConverter<MaxAge> {
        @Override
        public MaxAge convert(String value) {
            return new MaxAge(value.equals("none") ? null : parse(value, "60s, 30m, 8h, 7d or none"));
        }
    }

    /** A cookie's lifetime; none is that of the browser. */
    record MaxAge(@Nullable Duration time) {}

    private static Duration parse(String value, String forms) {
        Matcher matcher = FORM.matcher(value);
        if (!matcher.matches()) {
            throw new TypeConversionException("'" + value + "' is not a time such as " + forms);
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }
}
