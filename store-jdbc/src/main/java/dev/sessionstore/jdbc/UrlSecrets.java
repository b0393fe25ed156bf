package dev.sessionstore.jdbc;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The parts of a JDBC URL that no message may show: passwords among its parameters, and every word of the host part unless that
 * consists of plain hosts, because it may contain a user and a password.
 */
final class UrlSecrets {

    private static final String HOST = "(?:[\\w.-]+|\\[[0-9a-fA-F:.%]+])(?::\\d{1,5})?";
    private static final Pattern PLAIN = Pattern.compile("(?:\\w+:)?//(?:" + HOST + "(?:," + HOST + ")*)?(?:/[^@:]*)?");
    private static final Pattern PARAMETER = Pattern.compile("[?&;,(]\\s*([\\w.-]+)\\s*=([^&;,)]*)");
    private static final Pattern SECRET = Pattern.compile("(?i).*(?:pass|pwd|secret|token|credential|key).*");

    private final List<String> words;

    /**
     * @param url of any form, well-formed or not
     * @param scheme its beginning, which names the driver and may be shown
     */
    UrlSecrets(String url, String scheme) {
        String rest = url.substring(scheme.length());
        String place = rest.split("[?;]", 2)[0];
        boolean plain = PLAIN.matcher(place).matches() || !place.matches("(?s).*[@/:].*");
        Stream<String> places = plain ? Stream.empty() : Arrays.stream(place.split("[^\\w.!$*+-]+"));
        Stream<String> values = PARAMETER
                .matcher(rest)
                .results()
                .filter(one -> SECRET.matcher(one.group(1)).matches())
                .map(one -> one.group(2));
        words = Stream.of(places, values, rest.equals(place) ? Stream.<String>empty() : Stream.of(rest))
                .flatMap(some -> some)
                .filter(word -> !word.isEmpty())
                .map(word -> word.toLowerCase(Locale.ROOT))
                .toList();
    }

    /** {@return whether its message or that of a cause quotes one of these parts} */
    boolean areIn(Throwable thrown) {
        return Causes.of(thrown)
                .map(cause -> String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT))
                .anyMatch(message -> words.stream().anyMatch(message::contains));
    }
}
