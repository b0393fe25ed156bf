package dev.sessionstore.demo.cli;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 500}, {@code 1k} (1,024) and {@code 1m} (1,048,576) as bytes. */
final class SizeConverter implements ITypeConverter<Integer> {

    private static final Pattern FORM = Pattern.compile("(\\d{1,9})([km]?)b?");

    @Override
    public Integer convert(String value) {
        Matcher matcher = FORM.matcher(value.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new TypeConversionException("'" + value + "' is not a size such as 500, 1k or 1m");
        }
        long bytes = Long.parseLong(matcher.group(1));
        bytes <<= switch (matcher.group(2)) {
            case "k" -> 10;
            case "m" -> 20;
            default -> 0;
        };
        if (bytes > Integer.MAX_VALUE) {
            throw new TypeConversionException("'" + value + "' is more than 2 GiB");
        }
        return (int) bytes;
    }
}
