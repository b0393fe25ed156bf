package dev.sessionstore.bench.stores;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A URL as it may be shown: without user, password and parameters, which may be a password too. */
final class ShownUrl {

    private static final Pattern PARTS = Pattern.compile("((?:jdbc:)?[A-Za-z0-9+.-]{1,40}:)(//)?(.*)", Pattern.DOTALL);
    private static final Pattern PARAMETERS = Pattern.compile("[?;(#]");

    private ShownUrl() {}

    static String of(String url) {
        Matcher parts = PARTS.matcher(url);
        if (!parts.matches()) {
            return "…";
        }
        String scheme = parts.group(1);
        String slashes = parts.group(2) == null ? "" : parts.group(2);
        String rest = parts.group(3);
        Matcher parameters = PARAMETERS.matcher(rest);
        int end = parameters.find() ? parameters.start() : rest.length();
        int at = rest.lastIndexOf('@');
        if (at > end || (at >= 0 && slashes.isEmpty())) {
            return scheme + "…"; // where the password ends is not sure
        }
        return scheme + slashes + rest.substring(at + 1, end);
    }
}
