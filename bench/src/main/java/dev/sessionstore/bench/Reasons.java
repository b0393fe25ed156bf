package dev.sessionstore.bench;

import java.util.regex.Pattern;

/** Why something failed, in one line and without the password of a URL. */
final class Reasons {

    private static final int LONGEST = 300;
    private static final Pattern USER_INFO = Pattern.compile("(?<=://)[^/\\s]*@");
    private static final Pattern PASSWORD = Pattern.compile("(?i)(password|pwd|secret)=[^&;\\s]*");

    private Reasons() {}

    static String of(Throwable e) {
        String message =
                e.getMessage() == null ? "" : e.getMessage().lines().findFirst().orElse("");
        String line = e.getClass().getSimpleName() + (message.isEmpty() ? "" : ": " + message);
        line = USER_INFO.matcher(line).replaceAll("…@");
        line = PASSWORD.matcher(line).replaceAll("$1=…");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
