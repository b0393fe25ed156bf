package dev.sessionstore.demo.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a session was begun with, as a visitor would call it: {@code Firefox on Windows}. A guess from the header User-Agent. */
final class Device {

    private static final String UNKNOWN = "Unknown device";
    private static final int MAX_NAME = 30;

    /** In the order in which they are looked for: each claims to be those that come later. */
    private static final Map<String, String> BROWSERS = ordered(
            "Edg/", "Edge",
            "OPR/", "Opera",
            "FxiOS/", "Firefox",
            "Firefox/", "Firefox",
            "CriOS/", "Chrome",
            "Chrome/", "Chrome",
            "Safari/", "Safari");

    private static final Map<String, String> SYSTEMS = ordered(
            "iPhone", "iPhone",
            "iPad", "iPad",
            "Android", "Android",
            "Windows", "Windows",
            "Macintosh", "Mac",
            "CrOS", "ChromeOS",
            "Linux", "Linux");

    private Device() {}

    /** {@return at most 60 characters, none of them of a markup} */
    static String of(@Nullable String userAgent) {
        if (userAgent == null || userAgent.isBlank()) {
            return UNKNOWN;
        }
        String name = first(BROWSERS, userAgent).orElseGet(() -> product(userAgent));
        return first(SYSTEMS, userAgent).map(system -> name + " on " + system).orElse(name);
    }

    /** The first word without its version, such as {@code curl}. */
    private static String product(String userAgent) {
        String word = userAgent.strip().split("[/\\s]", 2)[0].replaceAll("[^A-Za-z0-9._-]", "");
        return word.isEmpty() ? UNKNOWN : word.substring(0, Math.min(MAX_NAME, word.length()));
    }

    private static Optional<String> first(Map<String, String> names, String userAgent) {
        return names.entrySet().stream()
                .filter(name -> userAgent.contains(name.getKey()))
                .map(Entry::getValue)
                .findFirst();
    }

    private static Map<String, String> ordered(String... keysAndValues) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }
}
