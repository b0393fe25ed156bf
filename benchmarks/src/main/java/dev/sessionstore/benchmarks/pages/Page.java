package dev.sessionstore.benchmarks.pages;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Markdown page with places for tables: everything from {@code <!-- table: redis-change -->} to {@code <!-- end of table -->} is
 * replaced, and the rest stays as somebody has written it.
 */
final class Page {

    private static final String END = "<!-- end of table -->";
    private static final Pattern PLACE =
            Pattern.compile("<!-- table: ([a-z0-9-]+) -->.*?" + Pattern.quote(END), Pattern.DOTALL);

    private Page() {}

    /** {@return an empty place} */
    static String place(String run) {
        return "<!-- table: " + run + " -->\n" + END;
    }

    /**
     * Fills the places.
     *
     * @param page as it is
     * @param tables by the name of their run; places without one stay as they are
     */
    static String fill(String page, Map<String, String> tables) {
        return PLACE.matcher(page).replaceAll(place -> {
            String table = tables.get(place.group(1));
            return Matcher.quoteReplacement(
                    table == null ? place.group() : "<!-- table: " + place.group(1) + " -->\n\n" + table + "\n" + END);
        });
    }
}
