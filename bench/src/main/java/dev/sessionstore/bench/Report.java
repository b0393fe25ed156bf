package dev.sessionstore.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One HTML page of results with charts and tables. Everything is in it, and its Content-Security-Policy lets it load nothing and
 * run nothing else.
 */
public final class Report {

    private static final String BOOT =
            "\nshowResults(document.getElementById('results'), JSON.parse(document.getElementById('data').textContent));\n";
    private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");

    private Report() {}

    /**
     * Makes the page.
     *
     * @param results what it shows
     * @return HTML, to be kept as UTF-8
     */
    public static String page(Results results) {
        String style = file("style.css") + file("results.css");
        String chart = ChartLibrary.script();
        String script = file("results.js") + BOOT;
        String policy = "default-src 'none'; style-src " + hash(style) + "; script-src " + hash(chart) + " "
                + hash(script) + "; base-uri 'none'; form-action 'none'";
        return fill(Map.of(
                "policy", policy,
                "title", escape(Summaries.title(results)),
                "style", style,
                "data", results.toJson().replace("<", "\\u003c"),
                "chart", chart,
                "script", script));
    }

    private static String fill(Map<String, String> parts) {
        return PLACE.matcher(file("report.html"))
                .replaceAll(place -> Matcher.quoteReplacement(parts.getOrDefault(place.group(1), "")));
    }

    private static String file(String name) {
        try (InputStream file = Report.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException(name + " is missing");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + name, e);
        }
    }

    private static String hash(String content) {
        try {
            byte[] sha = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(sha) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
