package dev.sessionstore.demo.http;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The pages and their assets: files of the jar, nothing from elsewhere. */
final class Page {

    private record Content(byte[] bytes, String type) {}

    private static final String CSS = "text/css; charset=utf-8";
    private static final String SCRIPT = "text/javascript; charset=utf-8";

    /** Assets that a report of a benchmark has too. */
    private static final String BENCH = "/dev/sessionstore/bench/";

    private static final Map<String, Content> BY_PATH = Map.ofEntries(
            Map.entry("/", html("index.html", "Session", "./", "style.css", "common.js", "session.js")),
            Map.entry(
                    "/sessions",
                    html("sessions.html", "My sessions", "sessions", "style.css", "common.js", "sessions.js")),
            Map.entry("/stores", html("stores.html", "Stores", "stores", "style.css", "common.js", "stores.js")),
            Map.entry(
                    "/bench",
                    html(
                            "bench.html",
                            "Benchmark",
                            "bench",
                            "style.css",
                            "results.css",
                            "common.js",
                            "chart.js",
                            "results.js",
                            "bench.js")),
            Map.entry("/assets/style.css", asset(BENCH + "style.css", CSS)),
            Map.entry("/assets/results.css", asset(BENCH + "results.css", CSS)),
            Map.entry("/assets/common.js", asset("page/common.js", SCRIPT)),
            Map.entry("/assets/session.js", asset("page/session.js", SCRIPT)),
            Map.entry("/assets/sessions.js", asset("page/sessions.js", SCRIPT)),
            Map.entry("/assets/stores.js", asset("page/stores.js", SCRIPT)),
            Map.entry("/assets/bench.js", asset("page/bench.js", SCRIPT)),
            Map.entry("/assets/results.js", asset(BENCH + "results.js", SCRIPT)),
            Map.entry("/favicon.ico", asset("page/icon.svg", "image/svg+xml")));

    private Page() {}

    static boolean has(String path) {
        return BY_PATH.containsKey(path);
    }

    /** @param path one that {@link #has} */
    static void send(String path, HttpServletResponse response) throws IOException {
        Content content = BY_PATH.get(path);
        if (content == null) {
            throw new IllegalArgumentException("No page " + path);
        }
        response.setContentType(content.type);
        response.setHeader("Cache-Control", "no-cache");
        response.getOutputStream().write(content.bytes);
    }

    /** Puts the content of a page into the layout that all pages share. */
    private static Content html(String file, String title, String link, String... assets) {
        StringBuilder head = new StringBuilder();
        for (String asset : assets) {
            head.append(
                    asset.endsWith(".css")
                            ? "<link rel=\"stylesheet\" href=\"assets/" + asset + "\">\n"
                            : "<script src=\"assets/" + asset + "\" defer></script>\n");
        }
        String page = new String(read("page/layout.html"), StandardCharsets.UTF_8)
                .replace("{{title}}", title)
                .replace("{{assets}}", head)
                .replace("<a href=\"" + link + "\">", "<a href=\"" + link + "\" aria-current=\"page\">")
                .replace("{{content}}", new String(read("page/" + file), StandardCharsets.UTF_8));
        return new Content(page.getBytes(StandardCharsets.UTF_8), "text/html; charset=utf-8");
    }

    private static Content asset(String resource, String type) {
        return new Content(read(resource), type);
    }

    private static byte[] read(String resource) {
        try (InputStream content = Page.class.getResourceAsStream(resource)) {
            if (content == null) {
                throw new IllegalStateException(resource + " is missing");
            }
            return content.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + resource, e);
        }
    }
}
