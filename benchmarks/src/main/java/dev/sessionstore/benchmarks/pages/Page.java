package dev.sessionstore.benchmarks.pages;

import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Markdown page with places for tables: everything from {@code <!-- table: redis-change -->} to {@code <!-- end of table -->} is
 * replaced, and the rest stays as it is. Results in a folder of their own are named with it: {@code valkey-8.1/redis-change}.
 */
final class Page {

    private static final String END = "<!-- end of table -->";
    private static final Pattern PLACE =
            Pattern.compile("<!-- table: ([a-z0-9./-]+) -->.*?" + Pattern.quote(END), Pattern.DOTALL);

    private static final String END_OF_PLOT = "<!-- end of plot -->";
    private static final Pattern PLOT =
            Pattern.compile("<!-- plot: ([a-z0-9-]+) -->.*?" + Pattern.quote(END_OF_PLOT), Pattern.DOTALL);

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

    /**
     * Shows plots between {@code <!-- plot: scaling-threads -->} and {@code <!-- end of plot -->}.
     *
     * @param page as it is
     * @param folder of the plots, as the page names it
     * @param isThere whether there is a plot of this name; places without one stay as they are
     */
    static String show(String page, String folder, Predicate<String> isThere) {
        return PLOT.matcher(page).replaceAll(place -> {
            String name = place.group(1);
            return Matcher.quoteReplacement(
                    isThere.test(name)
                            ? "<!-- plot: %1$s -->\n\n![%1$s](%2$s/%1$s.svg)\n\n%3$s"
                                    .formatted(name, folder, END_OF_PLOT)
                            : place.group());
        });
    }
}
