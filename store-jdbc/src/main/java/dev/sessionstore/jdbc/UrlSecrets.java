package dev.sessionstore.jdbc;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What of a JDBC URL is shown to nobody: passwords among its parameters, and, where its hosts are not plain ones, all words of
 * them, since a user and a password may stand there, with the @ forgotten or in a place where the driver looks for a host.
 */
final class UrlSecrets {

    private static final String HOST = "(?:[\\w.-]+|\\[[0-9a-fA-F:.%]+])(?::\\d{1,5})?";
    private static final Pattern PLAIN = Pattern.compile("(?:\\w+:)?//(?:" + HOST + "(?:," + HOST + ")*)?(?:/[^@:]*)?");
    private static final Pattern PARAMETER = Pattern.compile("[?&;,(]\\s*([\\w.-]+)\\s*=([^&;,)]*)");
    private static final Pattern SECRET = Pattern.compile("(?i).*(?:pass|pwd|secret|token|credential|key).*");

    private final List<String> words;

    /**
     * @param url of any form, well-formed or not
     * @param scheme its beginning, which says which driver reads it and may be shown
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

    /** {@return whether a message of it or of one of its causes quotes one of them} */
    boolean areIn(Throwable thrown) {
        return Causes.of(thrown)
                .map(cause -> String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT))
                .anyMatch(message -> words.stream().anyMatch(message::contains));
    }
}
