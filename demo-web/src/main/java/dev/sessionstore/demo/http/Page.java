package dev.sessionstore.demo.http;

import jakarta.servlet.http.HttpServletResponse;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** The pages and what belongs to them: files of the jar, nothing from elsewhere. */
final class Page {

    private record File(String resource, String contentType) {}

    private static final String HTML = "text/html; charset=utf-8";
    private static final String CSS = "text/css; charset=utf-8";
    private static final String SCRIPT = "text/javascript; charset=utf-8";

    /** Files that a report of a benchmark has too. */
    private static final String BENCH = "/dev/sessionstore/bench/";

    private static final Map<String, File> FILES = Map.ofEntries(
            Map.entry("/", new File("page/index.html", HTML)),
            Map.entry("/stores", new File("page/stores.html", HTML)),
            Map.entry("/bench", new File("page/bench.html", HTML)),
            Map.entry("/assets/style.css", new File(BENCH + "style.css", CSS)),
            Map.entry("/assets/results.css", new File(BENCH + "results.css", CSS)),
            Map.entry("/assets/common.js", new File("page/common.js", SCRIPT)),
            Map.entry("/assets/session.js", new File("page/session.js", SCRIPT)),
            Map.entry("/assets/stores.js", new File("page/stores.js", SCRIPT)),
            Map.entry("/assets/bench.js", new File("page/bench.js", SCRIPT)),
            Map.entry("/assets/results.js", new File(BENCH + "results.js", SCRIPT)),
            Map.entry("/favicon.ico", new File("page/icon.svg", "image/svg+xml")));

    private Page() {}

    static boolean has(String path) {
        return FILES.containsKey(path);
    }

    static void send(String path, HttpServletResponse response) throws IOException {
        File file = FILES.get(path);
        if (file == null) {
            throw new FileNotFoundException(path);
        }
        try (InputStream content = Page.class.getResourceAsStream(file.resource)) {
            if (content == null) {
                throw new FileNotFoundException(file.resource);
            }
            response.setContentType(file.contentType);
            response.setHeader("Cache-Control", "no-cache");
            content.transferTo(response.getOutputStream());
        }
    }
}
