package dev.sessionstore.demo;

import jakarta.servlet.http.HttpServletResponse;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** The pages and what belongs to them: files of the jar, nothing from elsewhere. */
final class Page {

    private record File(String resource, String contentType) {}

    private static final Map<String, File> FILES = Map.of(
            "/", new File("page/index.html", "text/html; charset=utf-8"),
            "/assets/style.css", new File("page/style.css", "text/css; charset=utf-8"),
            "/stores", new File("page/stores.html", "text/html; charset=utf-8"),
            "/assets/common.js", new File("page/common.js", "text/javascript; charset=utf-8"),
            "/assets/session.js", new File("page/session.js", "text/javascript; charset=utf-8"),
            "/assets/stores.js", new File("page/stores.js", "text/javascript; charset=utf-8"),
            "/favicon.ico", new File("page/icon.svg", "image/svg+xml"));

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
