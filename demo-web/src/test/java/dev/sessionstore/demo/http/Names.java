package dev.sessionstore.demo.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes out of a text what two runs of the same script cannot have in common: session ids become {@code #1}, {@code #2}… in the
 * order in which they appear, signatures go, and times are told from now on, to ten seconds.
 */
final class Names {

    private static final Pattern SIDS = Pattern.compile("\"(?:sid|old)\":\"([^\"]+)\"");
    private static final Pattern COOKIE = Pattern.compile("=s%3A([^;]+)\\.[^.;]+");
    private static final Pattern JSON_TIME = Pattern.compile("(?<=\"expires\":\")[^\"]+");
    private static final Pattern COOKIE_TIME = Pattern.compile("(?<=Expires=)[^;]+");
    private static final Pattern MAX_AGE = Pattern.compile("(?<=\"originalMaxAge\":)\\d+");

    private final Map<String, String> bySid = new LinkedHashMap<>();

    String of(String sid) {
        return bySid.computeIfAbsent(sid, unknown -> "#" + (bySid.size() + 1));
    }

    String inBody(String body) {
        String named = replace(SIDS, body, match -> match.group().replace(match.group(1), of(match.group(1))));
        return inJson(named);
    }

    String inJson(String json) {
        String timed = replace(JSON_TIME, json, match -> fromNow(Instant.parse(match.group())));
        return replace(MAX_AGE, timed, match -> String.valueOf(withoutDrift(Long.parseLong(match.group()))));
    }

    String inSetCookie(String header) {
        String named = replace(
                COOKIE,
                header,
                match -> "=s%3A" + of(URLDecoder.decode(match.group(1), StandardCharsets.UTF_8)) + ".signature");
        return replace(
                COOKIE_TIME,
                named,
                match -> fromNow(ZonedDateTime.parse(match.group(), DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant()));
    }

    static String fromNow(Instant time) {
        return fromNow(time.toEpochMilli() - System.currentTimeMillis());
    }

    static String fromNow(long millis) {
        return "in " + Math.round(millis / 10_000.0) * 10 + " s";
    }

    /** When the clock ticks at the wrong moment, express-session loses a millisecond of the lifetime. */
    private static long withoutDrift(long maxAge) {
        return maxAge % 1000 > 990 ? (maxAge / 1000 + 1) * 1000 : maxAge;
    }

    private static String replace(Pattern pattern, String text, Function<Matcher, String> replacement) {
        Matcher matcher = pattern.matcher(text);
        StringBuilder result = new StringBuilder();
        while (matcher.find()) {
            matcher.appendReplacement(result, Matcher.quoteReplacement(replacement.apply(matcher)));
        }
        return matcher.appendTail(result).toString();
    }
}
